-- What is said of an order holds from now on where no time is named: it acts on what is
-- in force, and what was planned for later gives way (M16).
local ward = require "tests.lib.ward"
local steps, order, act, no, tick = ward.steps, ward.order, ward.act, ward.no, ward.tick

local function at(text) return text .. ":00+08:00" end

-- What is asked for in these days.
local function duties(...)
  local rows = array {}
  for i, each in ipairs { ... } do
    rows[i] = type(each) == "table" and each or { due = at(each) }
  end
  return { ask = "core.duties", rows = #rows, gives = rows, input = { kind = "medication.dose",
    from = at "2026-11-23T00:00", to = at "2026-11-25T00:00" } }
end

local function open(count, from, to)
  return { ask = "core.duties", rows = count, input = { kind = "medication.dose",
    from = at(from), to = at(to) } }
end

local more = { amount = "1.5", unit = "tablet" }

-- tid, one and a half from tomorrow on.
local raised = steps(ward.start, order {}, act("change", { order = 1, reason = "明天加量",
  from = at "2026-11-24T00:00", dose = more }, { order = 2 }))
local gone = "原定 11-24 00:00 起的更改（每次 1.5 片（一片半），tid 08:00 12:00 16:00）不再生效。"

-- tid, to be stopped on Friday.
local stopped = steps(ward.start, order {}, act("stop", { order = 1, reason = "疗程满",
  from = at "2026-11-27T08:00" }))
local kept = "仍按原定于 11-27 08:00 停药。"

local function handover(...)
  local rows = array {}
  for i, text in ipairs { ... } do rows[i] = { reason = text } end
  return { ask = "medication.handover", input = { from = at "2026-11-23T09:00" }, gives = rows }
end

return {
  { name = "a stop stops what is in force, whichever version is named", steps = steps(raised,
    tick "10:00",
    act("stop", { order = 2, reason = "血压太低" }, { order = 1, warnings = { { zh = gone } } }),
    tick "2026-11-24T12:00:00", duties(),
    { ask = "medication.orders", input = { resident = 1 }, rows = 0 },
    { ask = "medication.order_history", input = { order = 2 }, gives = {
      { order = 2, ended_by = "withdrawn" },
      { order = 1, ended_by = "stopped", ends = at "2026-11-23T10:00" } } },
    { ask = "medication.mar", rows = 1, input = { resident = 1, from = "2026-11-01",
      to = "2026-12-01" } },
    no("stop", { order = 1, reason = "再停" }, "order", "ended"),
    no("stop", { order = 2, reason = "再停" }, "order", "stale")) },

  { name = "a hold holds what is in force; the change comes held", steps = steps(raised,
    tick "10:00", act("hold", { order = 2, reason = "腹泻" }, { order = 1 }),
    tick "2026-11-24T09:00:00",
    ward.round("09:00", {}, 0),
    duties({ due = at "2026-11-23T12:00", state = "held" }, { state = "held" },
      { due = at "2026-11-24T08:00", state = "held", version = 2 }, { state = "held" },
      { state = "held" }),
    act("resume", { order = 2 }, { warnings = {} }),
    duties({ state = "held" }, { state = "held" }, { state = "held" }, { state = "upcoming" },
      { state = "upcoming" })) },

  { name = "a change changes what is in force; what is not said stays as it is now",
    steps = steps(raised, tick "10:00",
      act("change", { order = 2, reason = "改两次", frequency = "bid" }, { order = 3,
        warnings = { { zh = gone } } }),
      duties("2026-11-23T16:00", "2026-11-24T08:00", "2026-11-24T16:00"),
      { ask = "medication.orders", input = { resident = 1 }, rows = 1, gives = { { order = 3,
        dose_text = "1 片（一片）" } } },
      tick "10:30", handover("新医嘱", "更改：改两次", "撤回更改：改两次",
        "更改：明天加量"),
      no("change", { order = 2, reason = "再改", dose = more }, "order", "stale"),
      no("stop", { order = 1, reason = "再停" }, "order", "stale")) },

  { name = "a change may name a time before the planned one, or behind it", steps = steps(raised,
    act("change", { order = 1, reason = "今晚起", from = at "2026-11-23T15:00",
      dose = { amount = "2", unit = "tablet" } }, { order = 3, warnings = { { zh = gone } } }),
    act("change", { order = 3, reason = "再加", from = at "2026-11-24T10:00",
      dose = { amount = "3", unit = "tablet" } }, { order = 4, warnings = {} }),
    act("change", { order = 1, reason = "加错", from = at "2026-11-24T10:00",
      dose = { amount = "2.5", unit = "tablet" } }, { order = 5, warnings = {} }),
    tick "2026-11-24T09:00:00",
    { ask = "medication.sheet", input = { unit = "一病区", from = at "2026-11-23T09:00",
      to = at "2026-11-24T18:00" }, rows = 5, gives = { { dose_text = "1 片（一片）" },
      { dose_text = "2 片（两片）" }, { dose_text = "2 片（两片）" },
      { dose_text = "2.5 片（两片半）" }, { dose_text = "2.5 片（两片半）" } } }) },

  { name = "several planned changes give way together", steps = steps(raised,
    act("change", { order = 2, reason = "周五两片", from = at "2026-11-27T00:00",
      dose = { amount = "2", unit = "tablet" } }, { order = 3 }),
    act("stop", { order = 3, reason = "停药" }, { order = 1, warnings = { { zh = gone }, {} } }),
    tick "2026-11-28T00:00:00", open(0, "2026-11-23T00:00", "2026-11-28T00:00")) },

  { name = "a planned stop is brought forward", steps = steps(stopped, tick "10:00",
    act("stop", { order = 1, reason = "呕吐" }, { warnings = { {
      zh = "原定 11-27 08:00 的停药不再生效。" } } }),
    tick "2026-11-28T00:00:00", open(0, "2026-11-23T00:00", "2026-11-28T00:00"),
    no("stop", { order = 1, reason = "再停" }, "order", "ended")) },

  { name = "a planned stop is taken back by resuming", steps = steps(stopped,
    { ask = "medication.orders", input = { resident = 1 }, rows = 1, gives = { { actions =
      { "change", "stop", "hold", "resume" } } } },
    no("stop", { order = 1, reason = "晚些停", from = at "2026-11-30T08:00" }, "from", "ended"),
    tick "10:00", act("resume", { order = 1, note = "再用一周" }, { warnings = { {
      zh = "原定 11-27 08:00 的停药不再生效。" } } }),
    tick "10:30", handover("新医嘱", "撤回停药：再用一周"),
    no("resume", { order = 1 }, "order", "not_held"),
    tick "2026-11-29T00:00:00", open(6, "2026-11-27T00:00", "2026-11-29T00:00"),
    { ask = "medication.orders", input = { resident = 1 }, rows = 1, gives = { { order = 1 } } }) },

  { name = "a planned change is taken back by resuming", steps = steps(raised, tick "10:00",
    act("resume", { order = 2 }, { order = 1, warnings = { { zh = gone } } }),
    duties("2026-11-23T12:00", "2026-11-23T16:00", "2026-11-24T08:00", "2026-11-24T12:00",
      "2026-11-24T16:00"),
    { ask = "medication.orders", input = { resident = 1 }, rows = 1, gives = { { order = 1 } } },
    tick "2026-11-24T08:00:00",
    { ask = "medication.round", rows = 3, gives = { { order = 1 }, { order = 1 }, { order = 1,
      due = at "2026-11-24T08:00" } }, input = { at = at "2026-11-24T08:00" } }) },

  { name = "a planned stop is held, and holds for a change", steps = steps(stopped, tick "10:00",
    act("hold", { order = 1, reason = "呕吐" }),
    act("resume", { order = 1, from = at "2026-11-23T20:00" }, { warnings = {} }),
    act("change", { order = 1, reason = "减半", dose = { amount = "0.5", unit = "tablet" } },
      { order = 2, warnings = { { zh = kept } } }),
    tick "2026-11-29T00:00:00", open(9, "2026-11-24T00:00", "2026-11-29T00:00"),
    { ask = "medication.orders", input = { resident = 1 }, rows = 0 }) },

  { name = "a change with an end of its own takes the place of a planned stop", steps = steps(
    stopped, act("change", { order = 1, reason = "长期", endless = true }, { order = 2,
      warnings = { { zh = "原定 11-27 08:00 的停药不再生效。" } } }),
    tick "2026-11-29T00:00:00", open(6, "2026-11-27T00:00", "2026-11-29T00:00")) },

  { name = "a planned hold is brought forward, or taken back", steps = steps(ward.start, order {},
    act("hold", { order = 1, reason = "手术", from = at "2026-11-24T00:00" }), tick "10:00",
    act("hold", { order = 1, reason = "呕吐" }, { warnings = { {
      zh = "原定 11-24 00:00 起的暂停不再生效。" } } }),
    duties({ state = "held", held_because = "呕吐" }, { state = "held" }, { state = "held" },
      { state = "held" }, { state = "held" }),
    act("resume", { order = 1 }),
    act("hold", { order = 1, reason = "手术", from = at "2026-11-24T00:00" }),
    act("resume", { order = 1 }, { warnings = { {} } }),
    duties({ state = "upcoming" }, { state = "upcoming" }, { state = "upcoming" },
      { state = "upcoming" }, { state = "upcoming" })) },

  { name = "as needed, a planned change or stop gives way too", steps = steps(ward.start,
    order { frequency = "prn", prn = { reason = "疼痛", min_interval = 60, max_doses = 6 } },
    act("change", { order = 1, reason = "明天起按时", frequency = "tid",
      from = at "2026-11-24T00:00" }),
    tick "10:00", act("stop", { order = 2, reason = "皮疹" }, { order = 1 }),
    no("give_prn", { order = 1, reason = "腿痛" }, "at", "ended"),
    tick "2026-11-25T00:00:00", duties()) },

  { name = "who leaves has no doses today of what was to change or stop later", steps = steps(
    raised, order({ drug = 2 }), act("stop", { order = 3, reason = "疗程满",
      from = at "2026-11-27T08:00" }), tick "10:00",
    { do_ = "beds.discharge", input = { resident = 1 } }, tick "2026-11-28T00:00:00",
    open(0, "2026-11-23T00:00", "2026-11-28T00:00"),
    { ask = "medication.order_history", input = { order = 3 }, gives = { {
      ended_by = "discharged" } } }) },
}
