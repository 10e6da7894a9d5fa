-- Medicine taken elsewhere that a nurse enters by hand: read as orders are, and
-- counted as what comes in by FHIR is.
local ward = require "tests.lib.ward"
local steps, tick, act = ward.steps, ward.tick, ward.act

-- Drug 3 of the ward, 2 g of its ingredient a day at most.
local tablet = ward.drug("对乙酰氨基酚片", { ingredients = { "对乙酰氨基酚" }, strength = "500",
  strength_unit = "mg" })

local function enter(more, gives)
  return act("enter_outside", ward.merged({ resident = 1, drug = 3,
    dose = { amount = "1", unit = "tablet" }, frequency = "tid", source = "女儿说的" }, more), gives,
    { as = { "nurse" } })
end

-- The same without a field that it has otherwise.
local function without(name, more)
  local step = enter(more)
  step.input[name] = nil
  return step
end

local function no(step, ...)
  step.refused = { ... }
  return step
end

local function order(more)
  return ward.order(ward.merged({ drug = 3 }, more))
end

local function seen(...)
  return { ask = "medication.outside", input = { resident = 1 }, rows = select("#", ...),
    gives = { ... } }
end

return {
  { name = "M9 what a nurse enters by hand counts, until it is no more", steps = steps(ward.start,
    tablet, enter({}, { outside = 1, per_day = 3 }),
    seen { drug = "对乙酰氨基酚片", dose = "1 片（一片），tid（每日三次）",
      dose_en = "1 tablet (one), tid (three times daily)", per_day = 3, counted = "yes",
      status = "active", source = "女儿说的", actions = { "end_outside" } },
    no(order { frequency = "bid" }, "daily_max"),
    order { frequency = "qd", times = { "09:30" } }, tick "09:31",
    ward.record(1, "09:30", "given"),
    no(act("record", { duty = ward.duty(1, "09:30"), outcome = "given", amount = "2",
      reason = "多给一片", supersedes = 1 }), "at", "daily_max"),
    act("end_outside", { outside = 1, reason = "改由本院给" }),
    seen { counted = "over", ends = "2026-11-23T09:31:00+08:00", actions = array {} },
    act("change", { order = 1, reason = "加量", frequency = "qid" })) },

  { name = "how often is read as an order's is, and counted as FHIR's is", steps = steps(
    ward.start, tablet,
    no(enter { frequency = "tdi" }, "frequency"),
    no(enter { frequency = "一天三次" }, "frequency"),
    enter({ frequency = "qod" }, { per_day = 1 }),
    enter({ frequency = { every = "PT5H" } }, { per_day = 5 }),
    enter({ frequency = { rrule = "FREQ=WEEKLY;BYDAY=MO;BYHOUR=8,20;BYMINUTE=0" } },
      { per_day = 2 }),
    -- as needed, and what may be taken more often later: nobody can say how much a day
    act("enter_outside", { resident = 1, drug = 3, source = "女儿", frequency = "prn",
      dose = { amount = "1", unit = "tablet" } }),
    enter { frequency = { rrule = "FREQ=MONTHLY;BYMONTHDAY=1;BYHOUR=8;BYMINUTE=0" } },
    seen({ per_day = 1 }, { per_day = 5, dose = "1 片（一片），每隔 5 小时" },
      { per_day = 2, dose = "1 片（一片），每周一 08:00 20:00" },
      { counted = "no", dose = "1 片（一片），prn（必要时（长期））" }, { counted = "no" })) },

  { name = "what is wrong of it is refused, all at once", steps = steps(ward.start, tablet,
    no(enter { dose = { amount = "0", unit = "tablet" }, frequency = "bdi",
      from = "2026-11-24", to = "2026-11-22" },
      "dose.amount", "frequency", "from", "future", "to", "order"),
    no(enter { to = "2026-11-21" }, "to", "past"),
    no(enter { dose = { amount = "1", unit = "spoon" } }, "dose.unit"),
    no(enter { from = "2026-11-23", to = "2026-11-22" }, "to", "order"),
    no(enter { at = "2026-11-23T08:00:00+08:00" }, "at", "once"),
    no(enter { from = "2006-11-22" }, "from", "range"),
    no(without("source"), "source"), no(without("drug"), "drug", "required"),
    no(enter { name = "对乙酰氨基酚片" }, "name", "both"),
    seen()) },

  { name = "a day told as the end still counts, the day after does not", steps = steps(ward.start,
    tablet, enter { from = "2026-11-20", to = "2026-11-23" },
    seen { counted = "yes", starts = "2026-11-20T00:00:00+08:00" },
    no(order { frequency = "bid" }, "daily_max"), tick "2026-11-24T09:00:00",
    seen { counted = "over" }, ward.order { drug = 3, frequency = "qid",
      start = "2026-11-24T10:00:00+08:00" }) },

  { name = "what the list does not have is entered by its name, what is not known left out",
    steps = steps(ward.start, tablet,
      act("enter_outside", { resident = 1, name = "祖传止痛散", source = "同屋老人说的" }),
      without("drug", { name = "对乙酰氨基酚缓释片", dose = { amount = "650", unit = "mg" } }),
      -- how much a day is told, but not of what
      without("drug", { name = "大力丸" }),
      seen({ drug = "祖传止痛散", counted = "no" }, { drug = "对乙酰氨基酚缓释片", counted = "yes" },
        { drug = "大力丸", per_day = 3, counted = "no" }),
      -- by its name the ingredient is known: 1.95 g elsewhere
      no(order { frequency = "qd" }, "daily_max")) },

  { name = "of two drugs of one name the one that was picked counts", steps = steps(ward.start,
    tablet, ward.drug("对乙酰氨基酚片", { ingredients = { "对乙酰氨基酚" }, strength = "300",
      strength_unit = "mg" }),
    enter { drug = 4, frequency = "qid" },
    -- 4 of 300 mg, and 1 of 500 mg
    no(order { frequency = "bid" }, "daily_max"), order { frequency = "qd" }) },

  { name = "one dose given elsewhere counts when a dose is given", steps = steps(ward.start, tablet,
    no(enter { frequency = "st" }, "at", "required"),
    no(enter { frequency = "st", at = "2026-11-23T09:30:00+08:00" }, "at", "future"),
    no(enter { frequency = "st", at = "2026-11-23T08:00:00+08:00", from = "2026-11-23",
      to = "2026-11-24" }, "from", "to", "once"),
    enter({ frequency = "st", at = "2026-11-23T08:00:00+08:00",
      dose = { amount = "1.5", unit = "g" } }),
    seen { status = "completed", dose = "1.5 克（一克半）", actions = { "end_outside" } },
    order { frequency = "bid", dose = { amount = "2", unit = "tablet" },
      times = { "09:30", "20:00" } }, tick "09:31",
    ward.refuse(1, "09:30", "given", {}, "at", "daily_max"),
    -- unless it was entered by mistake
    act("end_outside", { outside = 1, reason = "误记：是同屋老人的" }), seen { actions = array {} },
    ward.record(1, "09:30", "given")) },

  { name = "it is entered of who is here, by who may enter orders", steps = steps(ward.start,
    tablet, enter(), ward.merged(no(enter()), { as = { "caregiver" } }),
    { do_ = "beds.discharge", input = { resident = 1 } },
    no(enter(), "resident", "not_here")) },
}
