-- As needed: a reason, a minimum interval, a maximum a day, and a look at the
-- effect. sos: once, within twelve hours.
local shelf = require "tests.lib.shelf"
local ward = require "tests.lib.ward"
local steps, order, refused, tick = ward.steps, ward.order, ward.refused, ward.tick
local record, act = ward.record, ward.act

local prn = { frequency = "prn", prn = { reason = "疼痛", min_interval = 240, max_doses = 3 } }

local function give(text, more)
  return ward.act("give_prn", ward.merged({ order = 1, reason = "腿痛",
    at = text and "2026-11-23T" .. text .. ":00+08:00" }, more))
end

local function no(text, more, ...)
  local step = give(text, more)
  step.refused = { ... }
  return step
end

local function at(text) return "2026-11-23T" .. text .. ":00+08:00" end

-- The effect checks that are open.
local function checks(rows)
  return { ask = "core.duties", input = { kind = "medication.effect_check", state = "open" },
    rows = rows and #rows or 0, gives = rows }
end

-- Corrects the outcome kept as `of`, of the dose kept as "done".
local function corrected(of, outcome, more, save)
  return { do_ = "medication.record", save = save, input = ward.merged({ outcome = outcome,
    duty = "$done.1.duty", supersedes = "$" .. of .. ".outcome" }, more) }
end

local sos = { frequency = "sos", indication = "失眠" }

return {
  { name = "an order of somebody else is not given under this name (M17)", steps = steps(
    ward.start, ward.person(2, "李大山"),
    ward.order { frequency = "prn", prn = { reason = "疼痛", min_interval = 60, max_doses = 4 } },
    ward.no("give_prn", { order = 1, resident = 2, reason = "腿痛" }, "order", "other"),
    ward.act("give_prn", { order = 1, resident = 1, reason = "腿痛" })) },

  { name = "a standing order says what for, how often, how much", steps = steps(ward.start,
    refused({ frequency = "prn" }, "prn.reason", "prn.min_interval", "prn.max_doses"),
    refused({ prn = { reason = "疼痛" }, frequency = "prn" }, "prn.min_interval"),
    order(prn), ward.round("12:00", {}, 0)) },

  { name = "interval and maximum hold over claimed times (M9)", steps = steps(ward.start,
    order(prn), tick "2026-11-23T23:30:00",
    give "13:00",
    no("16:00", {}, "at", "interval"), no("10:00", {}, "interval"),
    give "09:00", give "17:00",
    no("21:00", {}, "at", "max_doses"),
    no("21:00", { override = "疼痛剧烈" }, "second"),
    ward.merged(give("21:00", { override = "疼痛剧烈，医师同意" }), { second = { "nurse" } }),
    no("23:45", {}, "future"), no(nil, { order = 1, at = "2026-11-20T09:00:00+08:00" }, "at")) },

  { name = "a maximum amount counts part doses", steps = steps(ward.start,
    order { frequency = "prn", prn = { reason = "疼痛", min_interval = 60, max_amount = "2.5" } },
    tick "2026-11-23T23:00:00",
    give "10:00", give("12:00", { amount = "0.5", reason = "减半" }), give "14:00",
    no("16:00", {}, "max_amount"),
    no("16:00", { amount = "0.0001", reason = "极少" }, "max_amount")) },

  { name = "a maximum amount holds over a change of the dose's unit (M9)", steps = steps(ward.start,
    ward.drug("丙药", { strength = "500", strength_unit = "mg" }),
    order { drug = 3, frequency = "prn", prn = { reason = "疼痛", min_interval = 60,
      max_amount = "4" } },
    tick "2026-11-23T20:00:00",
    give "10:00", give "11:30", give "13:00",
    ward.no("change", { order = 1, reason = "按毫克写", dose = { amount = "500", unit = "mg" } },
      "max_amount", "unit"),
    ward.act("change", { order = 1, reason = "按毫克写", dose = { amount = "500", unit = "mg" },
      max_amount = "2000" }),
    { ask = "medication.prn", rows = 1, gives = { { amount_today = "1500", state = "ready" } } },
    give(nil, { order = 2 }),
    { ask = "medication.prn", rows = 1, gives = { { amount_today = "2000", state = "full" } } },
    tick "2026-11-23T21:30:00",
    ward.no("give_prn", { order = 2, reason = "腿痛" }, "at", "max_amount")) },

  { name = "a dose is turned into another unit of its drug", run = function()
    local amounts = require "lib.amounts"
    local units = (require "data.units")[1].units
    local function says(wanted, drug, amount, unit, value)
      local found = amounts.turned(units, drug, { amount = amount, unit = unit }, value)
      assert(found == wanted, amount .. " " .. unit .. ": " .. tostring(found))
    end
    local tablet = { unit = "tablet", strength = "0.5", strength_unit = "g" }
    local syrup = { unit = "ml", strength = "20", strength_unit = "mg" }
    says("750", tablet, "1.5", "tablet", "mg")
    says("1.5", tablet, "750", "mg", "tablet")
    says("0.000002", tablet, "2", "ug", "g")
    says("100", syrup, "5", "ml", "mg")
    says("0.005", syrup, "100", "mg", "l")
    says(nil, syrup, "5", "drop", "mg")
    says(nil, { unit = "tablet" }, "1", "tablet", "mg")
    says(nil, tablet, "1", "tablet", "iu")
  end },

  { name = "one more fits when enough of the last day has passed", steps = steps(ward.start,
    order { frequency = "prn", prn = { reason = "疼痛", min_interval = 60, max_amount = "3",
      max_doses = 4 } },
    tick "2026-11-23T21:00:00",
    give "10:00", give("12:00", { amount = "0.5", reason = "减半" }), give "15:00",
    { ask = "medication.prn", rows = 1, gives = { { state = "full", amount_today = "2.5",
      next_from = "2026-11-24T10:00:00+08:00" } } },
    ward.merged(give("17:00", { override = "疼痛剧烈，医师同意" }), { second = { "nurse" } }),
    { ask = "medication.prn", rows = 1, gives = { { state = "full", amount_today = "3.5",
      left_today = 0, next_from = "2026-11-24T12:00:00+08:00" } } },
    tick "2026-11-24T11:59:00", ward.no("give_prn", { order = 1, reason = "腿痛" }, "max_amount"),
    tick "2026-11-24T12:00:00", ward.act("give_prn", { order = 1, reason = "腿痛" })) },

  { name = "when it was last given is told after days, and of the schedule before",
    steps = steps(ward.start, order {}, tick "12:00", ward.record(1, "12:00", "given"),
      tick "12:05",
      ward.act("change", { order = 1, reason = "改为必要时", frequency = "prn",
        prn = { reason = "疼痛", min_interval = 240, max_doses = 3 } }),
      { ask = "medication.prn", rows = 1, gives = { { last_given = "2026-11-23T12:00:00+08:00",
        next_from = "2026-11-23T16:00:00+08:00", state = "wait" } } },
      tick "2026-11-30T09:00:00",
      { ask = "medication.prn", rows = 1, gives = { { last_given = "2026-11-23T12:00:00+08:00",
        given_today = 0, state = "ready" } } }) },

  { name = "the effect is looked at", steps = steps(ward.start, order(prn), tick "10:00",
    ward.merged(give(nil, {}), { gives = { effect_due = "2026-11-23T10:45:00+08:00" } }),
    { ask = "core.duties", input = { kind = "medication.effect_check" }, rows = 1,
      gives = { { due = "2026-11-23T10:45:00+08:00" } }, save = "list" },
    tick "10:46",
    ward.no("record_effect", { duty = "$list.1.duty" }, "effect"),
    ward.act("record_effect", { duty = "$list.1.duty", effect = "better" }),
    { ask = "medication.prn", input = { resident = 1 }, rows = 1, gives = { {
      last_given = "2026-11-23T10:00:00+08:00", next_from = "2026-11-23T14:00:00+08:00",
      given_today = 1, left_today = 2, last_effect = "better", state = "wait" } } }) },

  { name = "a scheduled order is given in the round", steps = steps(ward.start, order {},
    no(nil, {}, "scheduled")) },

  { name = "what is offered as needed is in force and on no schedule", steps = steps(ward.start,
    ward.drug("丙药"), ward.drug("丁药"), ward.drug("戊药"),
    order {}, order(ward.merged(sos, { drug = 2 })), order(ward.merged(prn, { drug = 3 })),
    order(ward.merged(prn, { drug = 4, start = "2026-11-24T09:00:00+08:00" })),
    order(ward.merged(prn, { drug = 5 })), ward.act("stop", { order = 5, reason = "停药" }),
    { ask = "medication.prn", rows = 2, gives = { { order = 3, state = "ready",
      about = "王秀英 丙药，1 片（一片）" }, { order = 2, state = "ready", left_today = 1 } } },
    tick "2026-11-24T09:01:00",
    { ask = "medication.prn", rows = 2, gives = { { order = 4 }, { order = 3 } } }) },

  { name = "what has not begun is not given; what began before it was entered was", steps = steps(
    ward.start, order(ward.merged(prn, { start = "2026-11-24T08:00:00+08:00" })),
    no(nil, {}, "at", "before_start"),
    order(ward.merged(prn, { drug = 2, start = "2026-11-20T08:00:00+08:00" })),
    give(nil, { order = 2, at = "2026-11-22T20:00:00+08:00" }),
    act("change", { order = 2, reason = "减量", dose = { amount = "0.5", unit = "tablet" },
      from = "2026-11-23T12:00:00+08:00" }), tick "11:00",
    no(nil, { order = 3 }, "at", "before_start"), give(nil, { order = 2 }),
    tick "2026-11-24T07:59:00", ward.no("give_prn", { order = 1, reason = "腿痛" }, "before_start"),
    tick "2026-11-24T08:00:00", act("give_prn", { order = 1, reason = "腿痛" })) },

  { name = "a stopped or ended order is not given", steps = steps(ward.start,
    order(ward.merged(prn, { ["end"] = "2026-11-23T12:00:00+08:00" })),
    tick "13:00", no(nil, {}, "at", "ended"), give "11:00",
    ward.act("stop", { order = 1, reason = "停药" }), no("12:30", {}, "ended")) },

  { name = "a dose as needed can be corrected", steps = steps(ward.start, order(prn),
    tick "10:00", ward.merged(give(nil, {}), { save = "dose" }),
    { ask = "core.duties", input = { kind = "medication.dose", state = "done" }, rows = 1,
      save = "done" },
    { do_ = "medication.record", input = { duty = "$done.1.duty", outcome = "refused",
      supersedes = "$dose.outcome", reason = "没有吃下" } },
    { ask = "core.duties", input = { kind = "medication.effect_check" }, rows = 0 },
    tick "10:30", give(nil, {})) },

  { name = "after any number of corrections one effect check is open, or none", steps = steps(
    ward.start, order(prn), tick "10:00", ward.merged(give(nil, {}), { save = "dose" }),
    { ask = "core.duties", input = { kind = "medication.dose", state = "done" }, save = "done" },
    corrected("dose", "refused", { reason = "没有吃下" }, "second"), checks(),
    corrected("second", "given", { reason = "后来吃下了", at = at "10:00" }, "third"),
    checks { { due = at "10:45" } },
    corrected("third", "given", { reason = "时间写错", at = at "09:10" }, "fourth"),
    checks { { due = at "09:55" } },
    corrected("fourth", "given", { reason = "时间又写错", at = at "09:30" }, "fifth"),
    checks { { due = at "10:15" } },
    corrected("fifth", "refused", { reason = "是别人的" }, "sixth"), checks(),
    corrected("sixth", "given", { reason = "是她的", at = at "09:30" }, "seventh"),
    checks { { due = at "10:15" } },
    tick "10:20", { ask = "core.duties", input = { kind = "medication.effect_check" },
      save = "check" },
    act("record_effect", { duty = "$check.1.duty", effect = "better" }),
    corrected("seventh", "given", { reason = "时间写错", at = at "09:35" }, "eighth"), checks(),
    { ask = "medication.prn", rows = 1, gives = { { last_effect = "better" } } }) },

  { name = "a dose that was not given and is corrected to given is looked at", steps = steps(
    ward.start, order(sos), tick "22:00", record(1, "09:00", "lapsed", {}, nil, { save = "first" }),
    { ask = "core.duties", input = { kind = "medication.dose", state = "done" }, save = "done" },
    corrected("first", "given", { reason = "其实给了", at = at "20:30" }, "second"),
    checks { { due = at "21:15" } }, corrected("second", "lapsed", { reason = "没有给" }), checks(),
    { ask = "medication.mar_doses", input = { resident = 1, from = at "00:00", to = at "23:59" },
      rows = 1 }) },

  { name = "sos is given once within twelve hours", steps = steps(ward.start, order(sos),
    ward.round("10:00", {}, 0),
    tick "20:00", ward.record(1, "09:00", "given", { reason = "睡不着" }),
    ward.refuse(1, "09:00", "given", {}),
    { ask = "core.duties", input = { kind = "medication.effect_check" }, rows = 1 }) },

  { name = "sos is given where as-needed medicines are", steps = steps(ward.start,
    order(sos), shelf.receive("B1", "2027-12-31", "10"), tick "22:00",
    no(nil, {}, "at", "ended"),
    ward.merged(give("20:30", {}), { save = "dose",
      gives = { effect_due = "2026-11-23T21:15:00+08:00" } }),
    { ask = "medication.prn", rows = 0 },
    no("20:40", {}, "order", "sos"), ward.refuse(1, "09:00", "given", {}),
    { ask = "medication.stock", rows = 1, gives = { { on_hand = "9" } } },
    { ask = "medication.handover", rows = 2, gives = { { section = "5_prn", reason = "腿痛" } } },
    record(1, "09:00", "lapsed", { supersedes = "$dose.outcome", reason = "给错人" }),
    { ask = "medication.stock", rows = 1, gives = { { on_hand = "10" } } }, shelf.sound,
    { ask = "core.duties", input = { kind = "medication.effect_check" }, rows = 0 }) },

  { name = "a changed sos is given once", steps = steps(ward.start, order(sos), tick "12:00",
    ward.act("change", { order = 1, reason = "减量", dose = { amount = "0.5", unit = "tablet" } }),
    give(nil, { order = 2 }), ward.no("give_prn", { order = 2, reason = "腿痛" }, "sos"),
    ward.refuse(1, "09:00", "given", {})) },

  { name = "an unused sos lapses, and a person says so", steps = steps(ward.start, order(sos),
    tick "20:59", ward.refuse(1, "09:00", "lapsed", {}, "outcome"),
    tick "21:01",
    ward.round("21:01", { { state = "missed", outcomes = { "given", "self_administered",
      "lapsed" } } }, 1),
    ward.refuse(1, "09:00", "given", {}, "at"),
    ward.record(1, "09:00", "lapsed"),
    refused(ward.merged(sos, { drug = 2, start = "2026-11-23T08:00:00+08:00" }), "start",
      "lapsed")) },
}
