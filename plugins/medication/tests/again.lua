-- A stop and a new order is another order; what the old one gave is taken all the
-- same (M9, M16).
local ward = require "tests.lib.ward"
local steps, order, tick, act, record = ward.steps, ward.order, ward.tick, ward.act, ward.record

local stopped = act("stop", { order = 1, reason = "重开" })
local prn = { frequency = "prn", prn = { reason = "疼痛", min_interval = 240, max_doses = 2 } }

-- A dose of order 1, given early at 11:20, and the order stopped.
local ahead = steps(ward.start, order {}, tick "11:20", record(1, "12:00", "given"), tick "11:25",
  stopped)

local function new(more, gives)
  return order({ input = ward.merged({ start = "2026-11-23T11:25:00+08:00" }, more) }, gives)
end

local function give(id, at, more)
  return act("give_prn", ward.merged({ order = id, reason = "腿痛",
    at = at and "2026-11-23T" .. at .. ":00+08:00" }, more))
end

local function no(step, ...)
  return ward.merged(step, { refused = { ... } })
end

local told = "同一种药 11-23 11:20 已给过 1 片（一片）"

return {
  { name = "a dose that the stopped order gave early is asked about when the new one comes",
    steps = steps(ahead,
      new({}, { warnings = { {}, { zh = told .. "，按另一条医嘱。请核对第一次几时给。" } } }),
      tick "11:50", no(record(2, "12:00", "given"), "reason", "given_before"),
      record(2, "12:00", "held", { reason = "刚给过" }),
      tick "16:00", record(2, "16:00", "given")) },

  { name = "whoever says why gives it all the same", steps = steps(ahead, new(), tick "12:00",
    record(2, "12:00", "given", { reason = "那一次吐掉了，医师让补" })) },

  { name = "what was given in time is far enough from the next", steps = steps(ward.start, order {},
    tick "12:00", record(1, "12:00", "given"), tick "13:00", stopped,
    new({ start = "2026-11-23T13:00:00+08:00" }), tick "16:00", record(2, "16:00", "given")) },

  { name = "a dose from before the stop is entered late, beside no order that came since",
    steps = steps(ward.start, order {}, tick "12:10", stopped,
      new { start = "2026-11-23T12:10:00+08:00" }, tick "12:20",
      no(record(1, "12:00", "given", { at = "2026-11-23T12:15:00+08:00" }), "duplicate"),
      record(1, "12:00", "given", { at = "2026-11-23T12:05:00+08:00" })) },

  { name = "a change does not repeat what was given in time unasked (M16)", steps = steps(
    ward.start, order {}, tick "12:05", record(1, "12:00", "given"), tick "12:10",
    act("change", { order = 1, reason = "改时间", frequency = "tid",
      times = { "12:30", "17:00", "21:00" } }),
    tick "12:30", no(record(2, "12:30", "given"), "reason", "given_before"),
    record(2, "12:30", "held", { reason = "刚给过" }), tick "17:00", record(2, "17:00", "given"),
    act("change", { order = 2, reason = "减量", dose = { amount = "0.5", unit = "tablet" } }),
    tick "21:00", record(3, "21:00", "given")) },

  { name = "another medicine with the ingredient is the same", steps = steps(ahead,
    ward.drug("丙药", { ingredients = { "甲药" } }), ward.drug("丁药"), new { drug = 3 },
    new { drug = 4 }, tick "12:00", no(record(2, "12:00", "given"), "reason"),
    record(3, "12:00", "given")) },

  { name = "the order of somebody else does not count", steps = steps(ahead,
    ward.person(2, "李大山"), ward.consent(2), new { resident = 2 }, tick "12:00") },

  { name = "the minimum interval holds over orders (M9)", steps = steps(ahead, new(prn),
    no(give(2), "at", "interval"), tick "15:19", no(give(2), "interval"),
    { ask = "medication.prn", rows = 1, gives = { { last_given = "2026-11-23T11:20:00+08:00",
      next_from = "2026-11-23T15:20:00+08:00", state = "wait" } } },
    tick "15:20", give(2)) },

  { name = "the maximum in 24 hours goes on with a new order of the drug (M9)", steps = steps(
    ward.start, order(prn), give(1), tick "13:00", give(1), tick "13:05", stopped,
    new(ward.merged(prn, { start = "2026-11-23T13:05:00+08:00" })),
    tick "2026-11-23T18:00:00", no(give(2), "max_doses"),
    { ask = "medication.prn", rows = 1, gives = { { state = "full", given_today = 2,
      left_today = 0, next_from = "2026-11-24T09:00:00+08:00" } } },
    tick "2026-11-24T09:00:00", act("give_prn", { order = 2, reason = "腿痛" })) },

  { name = "a single dose as needed after a stop asks for two people", steps = steps(ahead,
    new { frequency = "sos", indication = "失眠" }, tick "11:40", no(give(2), "given_before"),
    no(give(2, nil, { override = "医师要求" }), "second"),
    ward.merged(give(2, nil, { override = "医师要求" }), { second = { "nurse" } })) },
}
