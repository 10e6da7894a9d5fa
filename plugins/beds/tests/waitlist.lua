local house = require "tests.lib.house"
local act = house.act

local function status(kind, grade)
  return { { kind = kind, grade = grade, from = "2020-01-01", document = "潼民〔2020〕1号" } }
end

local function two(first, second)
  return { first[1], second[1] }
end

local function applies(resident, day, more)
  local input = { resident = resident, applied = day }
  for key, value in pairs(more or {}) do input[key] = value end
  return act("apply", input)
end

local people = house.steps(
  house.person("甲一", "male", { care_level = 0 }),
  house.person("乙二", "male", { care_level = 0, born = "1940-01-01" }),
  house.person("丙三", "male", { care_level = 2 }),
  house.person("丁四", "male", { care_level = 2, statuses = status("低保") }),
  house.person("戊五", "male", { born = "1944-01-01", statuses = two(status("低保边缘"), status("空巢")) }),
  house.person("己六", "male", { statuses = status("计划生育特殊家庭") }),
  house.person("庚七", "male", { statuses = status("特困") }),
  house.person("辛八", "male", { statuses = status("低保") }))

local applications = house.steps(applies(1, "2026-01-01"), applies(2, "2026-02-01"),
  applies(3, "2026-03-01"), applies(4, "2026-06-01"), applies(5, "2026-05-01"),
  applies(6, "2026-04-01"), applies(7, "2026-11-01"), applies(8, "2026-01-02"))

return {
  { name = "the waiting list is in legal order, each place with its reasons",
    steps = house.steps(people, applications,
      { ask = "beds.waitlist", rows = 8, gives = {
        { resident = 7, rank = 1, group = "tekun", place = 1, tone = "alarm",
          reasons = { { code = "tekun" } } },
        { resident = 6, rank = 2, group = "special_family" },
        { resident = 5, rank = 2, group = "hardship_alone" },
        { resident = 4, rank = 2, group = "hardship_dependent" },
        { resident = 3, rank = 3, group = "dependent" },
        { resident = 2, rank = 4, group = "oldest" },
        { resident = 1, rank = 5, group = "others" },
        { resident = 8, rank = 5, group = "others" },
      } }) },

  { name = "a destitute person who wants no central support waits like others",
    steps = house.steps(people, applies(1, "2026-01-01"),
      applies(7, "2025-01-01", { central = false }),
      { ask = "beds.waitlist", rows = 2, gives = { { resident = 7, group = "others" } } },
      { ask = "beds.alarms", rows = 0 }) },

  { name = "an entitlement that has expired gives no place", steps = house.steps(
    house.person("甲一", "male", { statuses = { { kind = "特困", from = "2020-01-01",
      to = "2026-01-01", document = "过期" } } }),
    applies(1, "2026-02-01"),
    { ask = "beds.waitlist", gives = { { group = "others" } } }) },

  { name = "disability ranks by kind and grade, merit with dependence, each said with its source",
    steps = house.steps(
    house.person("甲一", "male", { born = "1940-01-01", statuses = status("残疾", "视力一级") }),
    house.person("乙二", "male", { born = "1940-01-01", statuses = status("残疾", "肢体二级") }),
    house.person("丙三", "male", { statuses = status("优抚") }),
    house.person("丁四", "male", { care_level = 2, statuses = status("优抚") }),
    house.person("戊五", "male", { care_level = 3, statuses = status("重大贡献") }),
    applies(5, "2026-01-01"), applies(4, "2026-02-01"), applies(3, "2026-03-01"),
    applies(2, "2026-04-01"), applies(1, "2026-05-01"),
    { ask = "beds.waitlist", rows = 5, gives = {
      { resident = 5, rank = 2, group = "contribution", reasons = { {}, {},
        { code = "assessed", zh = "经评估失能或失智（能力等级 3，手工登记）" } } },
      { resident = 4, rank = 2, group = "honoured" },
      { resident = 1, rank = 2, group = "severe_disabled",
        standard = "成都市轮候入住规定（参照），2019", reasons = { {},
        { code = "severe", zh = "重度残疾（视力一级）" } } },
      { resident = 2, rank = 4, group = "oldest", reasons = { {}, {},
        { code = "not_severe_disabled",
          zh = "未按“重度残疾老人”排：肢体二级，不在重度范围内。" } } },
      { resident = 3, rank = 5, group = "others", reasons = { {},
        { code = "not_honoured",
          zh = "未按“失能的重点优抚对象”排：能力等级 1，不算失能。" } } },
    } }) },

  { name = "where the district asks for it, who is from elsewhere comes later, and it is said",
    steps = house.steps(
    house.person("甲一", "male", { statuses = status("特困"), local_hukou = "no" }),
    house.person("乙二", "male", { statuses = status("特困") }),
    house.person("丙三", "male", { statuses = status("特困"), local_hukou = "yes" }),
    house.person("丁四", "male", { care_level = 3, lives_local = "no" }),
    house.person("戊五", "male", { care_level = 3 }),
    applies(1, "2026-01-01"), applies(2, "2026-02-01"), applies(3, "2026-03-01"),
    applies(4, "2026-04-01"), applies(5, "2026-05-01"),
    { ask = "beds.waitlist", gives = {
      { resident = 1, rank = 1, reasons = { {}, {}, {}, { code = "applied" } } },
      { resident = 2 }, { resident = 3 }, { resident = 4, group = "dependent" },
      { resident = 5 } } },
    { settings = { ask_hukou = true, ask_living = true } },
    { ask = "beds.waitlist", rows = 5, gives = {
      { resident = 2, rank = 1, reasons = { {}, {}, {}, { code = "local_hukou",
        zh = "本地户籍（还没有登记，暂按符合排，请核实）" } } },
      { resident = 3, rank = 1, reasons = { {}, {}, {}, { zh = "本地户籍（已登记）" } } },
      { resident = 5, rank = 3, reasons = { {}, {}, {}, { code = "lives_local" } } },
      { resident = 1, rank = 5, reasons = { {}, { code = "not_tekun",
        zh = "未按“特困人员，要求集中供养，应收尽收”排：登记为非本地户籍，所在区县要求本地户籍。" } } },
      { resident = 4, rank = 5, reasons = { {}, { code = "not_dependent" } } },
    } },
    { ask = "beds.alarms", rows = 2 },
    { do_ = "residents.update", input = { resident = 1, local_hukou = "unknown" } },
    { ask = "beds.waitlist", gives = { { resident = 1, rank = 1 } } }) },

  { name = "a home may queue by time alone, or without nursing",
    steps = house.steps(people, applies(3, "2026-03-01"), applies(2, "2026-02-01"),
      { settings = { nursing_home = false }, plugin = "beds" },
      { ask = "beds.waitlist", gives = { { resident = 2 }, { resident = 3, group = "others" } } },
      { settings = { queue = "time" }, plugin = "beds" },
      applies(7, "2026-03-02"),
      { ask = "beds.waitlist", gives = { { resident = 2 }, { resident = 3 }, { resident = 7 } } },
      { ask = "beds.alarms", rows = 1 }) },

  { name = "an application is made once, and withdrawn with a reason",
    steps = house.steps(people, applies(1, "2026-01-01"),
      house.refused("apply", { resident = 1 }, "resident", "waiting"),
      house.refused("apply", { resident = 2, applied = "2027-01-01" }, "applied", "future"),
      house.refused("apply", { resident = 2, purpose = "respite" }, "to"),
      act("withdraw", { application = 1, reason = "去了女儿家" }),
      house.refused("withdraw", { application = 1, reason = "再来" }, "application"),
      { ask = "beds.waitlist", rows = 0 }, applies(1, "2026-02-01")) },

  { name = "a destitute applicant without a bed is an alarm with its reason",
    steps = house.steps(people, applies(7, "2026-11-01"),
      { ask = "beds.alarms", rows = 1, gives = { { kind = "tekun_waiting", resident = 7 } } },
      house.bed("101-1", { sex = "female" }),
      { ask = "beds.alarms", rows = 1, save = "told" },
      act("assign", { resident = 7, bed = 1, overrides = {
        { rule = "room_sex", reason = "只有这一间" } } }),
      { ask = "beds.alarms", rows = 0 }) },
}
