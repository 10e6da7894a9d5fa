-- The daily maximum of an ingredient, over all medicines of a resident (M9):
-- planned when ordered, by claimed times when given.
local ward = require "tests.lib.ward"
local steps, tick = ward.steps, ward.tick

-- Drugs 3 and 4 of the ward hold one ingredient: a tablet, and a compound whose
-- content is known or not.
local tablet = ward.drug("对乙酰氨基酚片", { ingredients = { "对乙酰氨基酚" }, strength = "500",
  strength_unit = "mg" })
local compound = { ingredients = { "对乙酰氨基酚", "氯苯那敏" },
  contents = "对乙酰氨基酚 250mg；氯苯那敏 2mg" }

local function order(drug, more)
  return ward.order(ward.merged({ drug = drug }, more))
end

local function two(step) return ward.merged(step, { second = { "doctor" } }) end

-- The same ingredient twice is a stop of its own: overridden to get there.
local function beside(step)
  step.input.override = "李医师同意合用"
  return two(step)
end

local as_needed = { frequency = "prn", dose = { amount = "1", unit = "tablet" },
  prn = { reason = "疼痛", min_interval = 60, max_doses = 8 } }

local function give(id, text, more)
  return ward.act("give_prn", ward.merged({ order = id, reason = "腿痛",
    at = "2026-11-" .. text .. ":00+08:00" }, more))
end

local function no(step, ...)
  step.refused = { ... }
  return step
end

return {
  { name = "M9 an order above the daily maximum is a hard stop", steps = steps(ward.start, tablet,
    no(order(3, { frequency = "qid", dose = { amount = "1.5", unit = "tablet" } }), "daily_max"),
    no(order(3, { frequency = "tid", dose = { amount = "1", unit = "g" } }), "daily_max"),
    no(order(3, { frequency = { every = "PT5H" }, dose = { amount = "1", unit = "tablet" } }),
      "daily_max"),
    no(order(3, { frequency = "qid", dose = { amount = "1.5", unit = "tablet" },
      override = "疼痛难忍，李医师同意" }), "second"),
    two(order(3, { frequency = "qid", dose = { amount = "1.5", unit = "tablet" },
      override = "疼痛难忍，李医师同意" })),
    { ask = "medication.overrides", rows = 1, gives = { { code = "daily_max",
      zh = "对乙酰氨基酚各药合计一天会到 3 克，最多 2 克。" } } }) },

  { name = "M9 exactly the maximum is allowed", steps = steps(ward.start, tablet,
    order(3, { frequency = "qid", dose = { amount = "1", unit = "tablet" } })) },

  { name = "M9 all medicines of a resident are added up", steps = steps(ward.start, tablet,
    ward.drug("感冒片", compound), order(3, { frequency = "qid" }),
    no(order(4, { frequency = "qd" }), "duplicate", "daily_max"),
    beside(order(4, { frequency = "qd" })),
    -- and the caution about chlorphenamine, that the same reason goes against
    { ask = "medication.overrides", rows = 3, gives = { { code = "daily_max" },
      { code = "duplicate" }, { severity = "warn", code = "elderly" } } }) },

  { name = "M9 as-needed doses on top are told, and stop when given", steps = steps(ward.start,
    tablet, ward.drug("感冒片", compound), order(4, { frequency = "bid" }),
    ward.merged(beside(order(3, as_needed)), { gives = { warnings = {
      { zh = "对乙酰氨基酚各药合计一天（连必要时）可到 4.5 克，最多 2 克。" } } } }),
    tick "2026-11-24T08:00:00",
    give(2, "23T10:00"), give(2, "23T21:00"), give(2, "23T23:00"), give(2, "23T12:00"),
    -- 2 g by the clock of 24 hours: one more in between is too much, in whatever order
    no(give(2, "23T15:00"), "at", "daily_max"),
    no(give(2, "24T07:00"), "daily_max"),
    no(give(2, "23T15:00", { override = "疼痛剧烈" }), "second"),
    ward.merged(no(give(2, "23T15:00", { override = "疼痛剧烈，医师同意" }), "agreed_by"),
      { as = { "nurse" }, second = { "nurse" } }),
    ward.merged(give(2, "23T15:00", { override = "疼痛剧烈，医师同意", agreed_by = "李医师",
      agreed_how = "phone" }), { as = { "nurse" }, second = { "nurse" } }),
    { ask = "medication.overrides", rows = 3, gives = { { stage = "giving", code = "daily_max",
      doctor = "李医师", agreed_how = "phone" } } }) },

  { name = "M9 a dose on a schedule counts what another medicine held", steps = steps(ward.start,
    tablet, ward.drug("感冒片", compound),
    order(4, { frequency = "bid", start = "2026-11-23T09:00:00+08:00" }),
    beside(order(3, as_needed)), tick "16:05",
    give(2, "23T09:30"), give(2, "23T10:40"), give(2, "23T11:50"), give(2, "23T13:00"),
    ward.refuse(1, "16:00", "given", {}, "at", "daily_max"),
    ward.record(1, "16:00", "refused", { reason = "不愿服" })) },

  { name = "a home's own maximum goes before the one that comes along", steps = steps(ward.start,
    ward.drug("对乙酰氨基酚片", { ingredients = { "对乙酰氨基酚" }, strength = "500",
      strength_unit = "mg", daily_max = "1.5g", source = "本院", edition = "2026" }),
    no(order(3, { frequency = "qid" }), "daily_max"),
    order(3, { frequency = "tid" })) },

  { name = "what can't be counted is said, not passed over", steps = steps(ward.start,
    ward.drug("某复方片", { ingredients = { "对乙酰氨基酚", "某某素" } }),
    ward.merged(order(3, { frequency = "tid" }), { gives = { warnings = {
      { zh = "成分“某某素”对照表里没有，过敏、重复和相互作用核对不全。" },
      { zh = "某复方片里的对乙酰氨基酚算不出一天的量，每日最大量请人工核对。" } } } }),
    { ask = "medication.check", input = { resident = 1, drug = 1 }, gives = {
      { code = "ingredient_unknown" }, { code = "partial" }, { code = "no_allergies" },
      { code = "no_interaction_list" }, { code = "no_daily_max" } } }) },

  { name = "columns of contents and maxima are read, or refused by name", steps = steps(ward.start,
    no(ward.drug("丙药", { daily_max = "两片" }), "daily_max", "unknown"),
    no(ward.drug("丙药", { daily_max = "丁药 2g" }), "daily_max", "ingredient"),
    no(ward.drug("丙药", { ingredients = { "丙", "丁" }, daily_max = "2g" }), "daily_max",
      "ingredient"),
    { do_ = "medication.import_drug", input = { name = "丙药", ingredients = "丙、维生素B1",
      unit = "tablet", edition = "1", contents = "丙 0.5 克；维生素B1 10mg",
      daily_max = "丙 1 克" } },
    no(order(3, { frequency = "tid" }), "daily_max"), order(3, { frequency = "bid" })) },
}
