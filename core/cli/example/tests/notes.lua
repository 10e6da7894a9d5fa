return {
  { name = "a note is open until somebody has seen to it", steps = {
    { do_ = "@ID@.add", input = { text = "3 床夜里咳嗽" }, as = { "caregiver" }, save = "note" },
    { ask = "@ID@.open", rows = 1, gives = { { text = "3 床夜里咳嗽", urgent = false } } },
    { do_ = "@ID@.close", input = { note = "$note.note", answer = "已请医生" } },
    { ask = "@ID@.open", rows = 0 },
    { ask = "@ID@.all", gives = { { state = "closed", answer = "已请医生" } } },
    { do_ = "@ID@.close", input = { note = "$note.note" }, refused = { "note", "closed" } },
  } },

  { name = "after a day it is urgent, or when the home says so", at = "2026-11-23T09:00:00+08:00",
    steps = {
      { do_ = "@ID@.add", input = { text = "轮椅坏了" } },
      { tick = "2026-11-24T08:59:00+08:00" },
      { ask = "@ID@.open", gives = { { urgent = false } } },
      { settings = { urgent_hours = 2 } },
      { ask = "@ID@.open", gives = { { urgent = true } } },
    } },

  { name = "a note needs words and a person who may write", steps = {
    { do_ = "@ID@.add", input = {}, refused = { "text" } },
    { do_ = "@ID@.add", input = { text = "x" }, as = { "inspector" }, refused = {} },
  } },

  { name = "the rule by itself", run = function(rules)
    assert(not rules.urgent({ written = 0 }, 3599999, 1))
    assert(rules.urgent({ written = 0 }, 3600000, 1))
  end },
}
