-- What an as-needed dose did decides about the next one.
local ward = require "tests.lib.ward"
local steps, order, act, no, tick = ward.steps, ward.order, ward.act, ward.no, ward.tick

local prn = { frequency = "prn", prn = { reason = "疼痛", min_interval = 60, max_doses = 6 } }

-- A dose at ten of order 1, and what was seen an hour later.
local function seen(effect, more)
  return steps(ward.start, order(ward.merged(prn, more)), tick "10:00",
    act("give_prn", { order = 1, reason = "头痛" }, nil, { save = "dose" }), tick "11:00",
    { ask = "core.duties", input = { kind = "medication.effect_check" }, save = "list" },
    act("record_effect", { duty = "$list.1.duty", effect = effect }))
end

local again = { order = 1, reason = "又头痛" }
local why = ward.merged(again, { override = "已看过，是蚊虫叮咬" })

-- A scheduled order of the same drug in place of the one as needed.
local scheduled = steps(act("stop", { order = 1, reason = "改按时" }), order { frequency = "tid" })

return {
  { name = "after an adverse reaction the next dose wants a reason, and another person",
    steps = steps(seen "adverse", no("give_prn", again, "override", "adverse"),
      no("give_prn", why, "second"),
      act("give_prn", why, nil, { second = { "nurse" } }), tick "12:00",
      { ask = "core.duties", input = { kind = "medication.effect_check", state = "open" },
        save = "next" },
      -- until a dose was seen to do well
      no("give_prn", again, "adverse"),
      act("record_effect", { duty = "$next.1.duty", effect = "better" }),
      tick "13:00", act("give_prn", again)) },

  { name = "any other effect asks nothing", steps = steps(seen "worse", act("give_prn", again)) },

  { name = "an order may be held after an effect", steps = steps(
    seen("worse", { conditions = { { effect = "worse" }, { effect = "adverse" } } }),
    no("give_prn", again, "override", "hold"),
    act("give_prn", why, nil, { second = { "nurse" } }),
    { ask = "medication.order_record", input = { order = 1 }, rows = 1, gives = { { conditions = {
      { zh = "上次用后加重时暂缓", en = "Hold after: worse" },
      { zh = "上次用后不良反应时暂缓" } } } } }) },

  { name = "a scheduled dose of the drug asks for a reason after an adverse reaction",
    steps = steps(seen "adverse", scheduled, tick "12:00",
      ward.refuse(3, "12:00", "given", {}, "reason", "adverse"),
      ward.record(3, "12:00", "given", { reason = "医师看过，可以用" }),
      tick "16:00", ward.record(3, "16:00", "refused", { reason = "起疹" })) },

  { name = "an effect of a dose that was not taken, or of a later one, asks nothing",
    steps = steps(seen "adverse", act("give_prn", ward.merged(again,
      { at = "2026-11-23T09:00:00+08:00" })),
    { ask = "core.duties", input = { kind = "medication.dose", state = "done" }, save = "done" },
    { do_ = "medication.record", input = { duty = "$done.2.duty", outcome = "refused",
      supersedes = "$dose.outcome", reason = "是别人的" } },
    act("give_prn", again)) },

  { name = "the dose itself may be corrected", steps = steps(seen "adverse",
    { ask = "core.duties", input = { kind = "medication.dose", state = "done" }, save = "done" },
    { do_ = "medication.record", input = { duty = "$done.1.duty", outcome = "given",
      supersedes = "$dose.outcome", reason = "时间写错", at = "2026-11-23T10:20:00+08:00" } }) },

  { name = "a condition is of a sign or of an effect", steps = steps(ward.start,
    ward.refused({ conditions = { {}, { sign = "pulse", effect = "worse", below = "60" },
      { effect = "worse", below = "60" } } }, "conditions[0]", "conditions[1]", "conditions[2]",
      "one")) },
}
