-- The daily maximum of an ingredient, over all medicines of a resident (M9):
-- planned when ordered, by claimed times when given.
local ward = require "tests.lib.ward"
local steps, tick, act = ward.steps, ward.tick, ward.act

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

-- A line of what resident 1 takes elsewhere, as FHIR tells it.
local brought = 0
local function elsewhere(name, dosage, more)
  brought = brought + 1
  return { do_ = "medication.import_outside", input = { source = "人民医院",
    references = { ["Patient/1"] = { type = "Patient", id = 1 } },
    resource = ward.merged({ resourceType = "MedicationStatement", id = "s" .. brought,
      status = "active", medicationCodeableConcept = { text = name },
      subject = { reference = "Patient/1" }, dosage = dosage and array { dosage } }, more) } }
end

local function mg(amount)
  return array { { doseQuantity = { value = amount, unit = "mg" } } }
end

local function often(times)
  return { ["repeat"] = { frequency = times, period = "1", periodUnit = "d" } }
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

  { name = "M9 a free rule counts by its fullest 24 hours", steps = steps(ward.start, tablet,
    ward.drug("感冒片", compound),
    -- Mondays at 8, 14 and 20, and Tuesdays too: 3 in any 24 hours; 2 g is 4 tablets
    order(3, { frequency = { rrule = "FREQ=WEEKLY;BYDAY=MO,TU;BYHOUR=8,14,20;BYMINUTE=0" } }),
    no(order(4, { frequency = "tid" }), "duplicate", "daily_max"),
    ward.merged(beside(order(4, { frequency = "bid" })), { gives = { warnings = { {} } } }),
    act("stop", { order = 1, reason = "停药" }), act("stop", { order = 2, reason = "停药" }),
    no(order(3, { frequency = { rrule = "FREQ=HOURLY;INTERVAL=5" } }), "daily_max"),
    order(3, { frequency = { rrule = "FREQ=HOURLY;INTERVAL=6" } }),
    -- a rule that is over counts no more
    act("stop", { order = 3, reason = "停药" }),
    order(3, { frequency = { rrule = "FREQ=HOURLY;COUNT=3" } }), tick "2026-11-25T09:00:00",
    beside(order(4, { frequency = "bid", dose = { amount = "4", unit = "tablet" } })),
    { ask = "medication.overrides", gives = { { code = "duplicate" } } },
    act("stop", { order = 4, reason = "停药" }), act("stop", { order = 5, reason = "停药" }),
    -- what does not repeat itself is looked through for 800 days, and that is told
    ward.merged(order(3, { frequency = {
      rrule = "FREQ=MONTHLY;BYMONTHDAY=1;BYHOUR=8,20;BYMINUTE=0" } }), { gives = { warnings = {
        { zh = "对乙酰氨基酚片的规则只看了开始后 800 天，对乙酰氨基酚按其中最多的一天（2 次）算；"
          .. "更远的请人工核对。" } } } })) },

  { name = "M9 what is taken elsewhere counts, until it is no more", steps = steps(ward.start,
    tablet,
    elsewhere("对乙酰氨基酚片", { doseAndRate = mg("500"), timing = often(3) }),
    { ask = "medication.outside", input = { resident = 1 }, rows = 1, gives = { { per_day = 3,
      counted = "yes" } } },
    no(order(3, { frequency = "bid" }), "daily_max"),
    order(3, { frequency = "qd", times = { "09:30" } }), tick "09:31",
    ward.record(1, "09:30", "given"),
    -- 1.5 g elsewhere each day, 0.5 g given: any more is too much
    no(act("record", { duty = ward.duty(1, "09:30"), outcome = "given", amount = "2",
      reason = "多给一片", supersedes = 1 }), "at", "daily_max"),
    act("end_outside", { outside = 1, reason = "改由本院给" }),
    no(act("end_outside", { outside = 1, reason = "再记" }), "outside", "ended"),
    { ask = "medication.outside", input = { resident = 1 }, gives = { { counted = "over" } } },
    act("record", { duty = ward.duty(1, "09:30"), outcome = "given", amount = "2",
      reason = "多给一片", supersedes = 1 }),
    act("change", { order = 1, reason = "加量", frequency = "qid" })) },

  { name = "what was given elsewhere within the day counts when a dose is given",
    steps = steps(ward.start, tablet,
      elsewhere("对乙酰氨基酚片", nil, { resourceType = "MedicationAdministration",
        status = "completed", effectiveDateTime = "2026-11-23T08:00:00+08:00",
        dosage = { dose = { value = "1.5", unit = "g" } } }),
      order(3, { frequency = "bid", dose = { amount = "2", unit = "tablet" },
        times = { "09:30", "20:00" } }), tick "09:31",
      ward.refuse(1, "09:30", "given", {}, "at", "daily_max"),
      ward.record(1, "09:30", "given", { amount = "1", reason = "院外已给" })) },

  { name = "what of elsewhere can't be counted is said", steps = steps(ward.start, tablet,
    elsewhere("对乙酰氨基酚片", { doseAndRate = mg("500"), asNeededBoolean = true,
      timing = often(3) }, { effectiveDateTime = "2026-11-01" }),
    elsewhere("祖传止痛散", { text = "一包，每天三次" }),
    { ask = "medication.outside", input = { resident = 1 }, rows = 2, gives = {
      { drug = "祖传止痛散", counted = "no" }, { counted = "no" } } },
    ward.merged(order(3, { frequency = "bid" }), { gives = { warnings = {
      { zh = "院外用药对乙酰氨基酚片里的对乙酰氨基酚算不出一天的量，每日最大量请人工核对。",
        en = "How much paracetamol a day 对乙酰氨基酚片 (taken elsewhere) comes to can't be counted: "
          .. "check the daily maximum by eye." },
      { zh = "院外用药祖传止痛散认不出成分，没有算进每日最大量，请人工核对。" } } } }),
    -- of a drug without a maximum there is no sum: a note of the check
    ward.merged(order(1, { frequency = "bid" }), { gives = { warnings = { {} } } })) },

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
