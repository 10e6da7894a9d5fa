-- Beds kept for the destitute: proposals, waiting list and admissions.
local house = require "tests.lib.house"
local act, refused = house.act, house.refused

local function as(role, step)
  step.as = { role }
  return step
end

local function tekun(name, from)
  return house.person(name, "male", { statuses = { { kind = "特困", from = from or "2020-01-01",
    document = "潼民1号" } } })
end

local beds = { house.bed("101-1"), house.bed("102-1"), house.bed("103-1"),
  house.bed("109-1", { kind = "respite" }) }
local people = { house.person("甲一", "male"), house.person("乙二", "male"), tekun("丙三"),
  tekun("丁四") }
local applications = { act("apply", { resident = 1, applied = "2026-01-01" }),
  act("apply", { resident = 2, applied = "2026-02-01" }) }
local anyway = { { rule = "kept", reason = "区民政局同意先安排" } }

local function keep(settings)
  return { settings = settings }
end

local two = keep { keep_beds = "number", kept_number = 2, kept_year = 2025,
  kept_source = "潼民〔2026〕3号" }

return {
  { name = "nothing is kept until the home says so", steps = house.steps(beds, people, applications,
    keep { kept_number = 3 },
    { ask = "beds.propose", rows = 2, gives = { { fitting = 3 }, { fitting = 3 } } },
    { ask = "beds.waitlist", gives = { { reasons = { {}, { code = "applied" } } } } },
    act("assign", { resident = 2, bed = 1 })) },

  { name = "what is kept is proposed to the destitute only, and said",
    steps = house.steps(beds, people, applications, two,
    { ask = "beds.propose", rows = 2, gives = {
      { resident = 1, proposed = 1, fitting = 3 },
      { resident = 2, fitting = 0,
        unmet = { { code = "kept", beds = 3 }, { code = "respite_only" } },
        by_override = { { rules = { { code = "kept" } } } } } } },
    act("apply", { resident = 3 }),
    { ask = "beds.propose", rows = 3, gives = { { resident = 3, proposed = 1 },
      { resident = 1, proposed = 2 }, { resident = 2, fitting = 0, unmet = { { code = "kept",
        zh = "空床要为特困人员保留：按上年度集中供养特困人员数保留 2 张（2025 年度，潼民〔2026〕3号；"
          .. "成都市轮候入住规定（参照）），现有特困人员 0 人，还要留 2 张；空床 3 张，"
          .. "其中 2 张已建议给排在前面的人。" } } } } }) },

  { name = "who is not destitute gets a kept bed by override only",
    steps = house.steps(beds, people, applications, two,
    act("assign", { resident = 1, bed = 1 }),
    { ask = "beds.waitlist", rows = 1, gives = { { resident = 2,
      reasons = { {}, { code = "applied" }, { code = "kept" } } } } },
    refused("assign", { resident = 2, bed = 2 }, "bed", "kept"),
    refused("reserve", { resident = 2, bed = 2, from = "2026-12-01" }, "kept"),
    as("admissions", refused("assign", { resident = 2, bed = 2, overrides = anyway },
      "permission")),
    as("admissions", act("assign", { resident = 3, bed = 2 })),
    as("manager", act("assign", { resident = 2, bed = 3, overrides = anyway })),
    { ask = "beds.overrides", rows = 1, gives = { { rule = "kept", resident = 2,
      reason = "区民政局同意先安排" } } },
    { ask = "beds.waitlist", rows = 0 }) },

  { name = "who lives here moves, and who reserved moves in, whatever is kept",
    steps = house.steps(beds, people,
    act("assign", { resident = 1, bed = 1 }),
    act("reserve", { resident = 2, bed = 2, from = "2026-11-24" }),
    keep { keep_beds = "number", kept_number = 3 },
    act("transfer", { resident = 1, bed = 3 }),
    { tick = "2026-11-25T09:00:00+08:00" },
    as("admissions", act("admit", { resident = 2 })),
    { ask = "beds.overrides", rows = 0 }) },

  { name = "the destitute who are here count, unless the home says otherwise",
    steps = house.steps(beds, people, applications, two,
    act("assign", { resident = 3, bed = 1 }),
    act("reserve", { resident = 4, bed = 2, from = "2026-11-24" }),
    { ask = "beds.propose", gives = { { resident = 1, proposed = 3 } } },
    keep { kept_living = false },
    { ask = "beds.propose", gives = { { resident = 1, fitting = 0 } } },
    refused("assign", { resident = 1, bed = 3 }, "kept")) },

  { name = "the home's own records say how many, where there are any",
    steps = house.steps(beds, people, applications,
    keep { keep_beds = "records", kept_number = 3 },
    { ask = "beds.propose", gives = { { fitting = 0 } } },
    act("assign", { resident = 3, bed = 1, from = "2025-06-01" }),
    act("discharge", { resident = 3, from = "2025-09-01" }),
    act("clean", { bed = 1 }),
    -- one last year, nobody now: one bed of three is kept
    { ask = "beds.propose", rows = 2, gives = { { proposed = 1 }, { proposed = 2 } } },
    act("assign", { resident = 4, bed = 3, from = "2026-01-01" }),
    { ask = "beds.supported", input = { status = "tekun", from = "2025-01-01", to = "2026-01-01" },
      gives = { { before = 1, now = 1 } } },
    act("assign", { resident = 1, bed = 1 }), act("assign", { resident = 2, bed = 2 })) },

  { name = "who says 特困 and wants no central support gets no kept bed", steps = house.steps(beds,
    people, keep { keep_beds = "number", kept_number = 3 },
    act("apply", { resident = 3, central = false }),
    refused("assign", { resident = 3, bed = 1 }, "kept"),
    act("assign", { resident = 4, bed = 1 })) },

  { name = "a respite stay in a respite bed takes nothing that is kept", steps = house.steps(beds,
    people, keep { keep_beds = "number", kept_number = 3 },
    act("assign", { resident = 1, bed = 4, purpose = "respite",
      to = "2026-12-01T10:00:00+08:00" })) },

  { name = "people who are entered as found break no rule of kept beds", steps = house.steps(beds,
    people, keep { keep_beds = "number", kept_number = 3 },
    act("import_stay", { name = "甲一", bed = "101-1", from = "2024-03-01" }),
    { ask = "beds.overrides", rows = 0 }) },
}
