-- Drills, the evacuation list, plans, training, the control room.
local house = require "tests.lib.house"
local act, refused, ask = house.act, house.refused, house.ask

local function bed(floor, label)
  return { do_ = "beds.import_bed", input = { building = "主楼", floor = floor, unit = "甲",
    room = label:match("^(.*)%-"), bed = label, kind = "general" } }
end

local function lives(number, name, mobility)
  return house.steps(
    { do_ = "residents.register", input = { name = name, sex = "male", born = "1940-05-01",
      care_level = 1, mobility = mobility } },
    { do_ = "beds.assign", input = { resident = number, bed = number, from = "2026-11-01" } })
end

local function building()
  return house.steps(house.code,
    bed("1楼", "101-1"), bed("1楼", "102-1"), bed("2楼", "201-1"), bed("2楼", "202-1"),
    bed("2楼", "203-1"),
    lives(1, "王一", "walks"), lives(2, "李二", "wheelchair"), lives(3, "张三", "bed"),
    lives(4, "赵四", "aided"), lives(5, "钱五"),
    act("register", { kind = "exit", name = "东门", place = "一楼东" }),
    act("register", { kind = "exit", name = "西梯", place = "二楼西" }),
    act("register", { kind = "hydrant", place = "二楼西" }),
    refused("set_way_out", { building = "主楼", floor = "2楼", exit = 3 }, { "no_exit" }),
    act("set_way_out", { building = "主楼", floor = "1楼", exit = 1 }),
    act("set_way_out", { building = "主楼", floor = "2楼", exit = 2 }))
end

local away = house.steps(building(),
  { do_ = "beds.leave", input = { resident = 1 } },
  { do_ = "beds.hospital", input = { resident = 4 } })

local function plan(more)
  local input = { planned = "2026-11-23T10:00:00+08:00", scenario = "二楼起火", leader = "院长" }
  for key, value in pairs(more or {}) do input[key] = value end
  return act("plan_drill", input)
end

return {
  { name = "the evacuation list is the live board, upper floors and most help first", steps =
    house.steps(building(),
    ask("evacuation", {}, 5, {
      { resident_name = "张三", floor = "2楼", mobility = "bed", helpers = 2, exit = "西梯" },
      { resident_name = "钱五", mobility = "unknown", helpers = 2 },
      { resident_name = "赵四", mobility = "aided", helpers = 1 },
      { resident_name = "李二", floor = "1楼", mobility = "wheelchair", exit = "东门" },
      { resident_name = "王一", mobility = "walks", helpers = 0 } }),
    { do_ = "beds.discharge", input = { resident = 5 } },
    ask("evacuation", { building = "主楼", floor = "2楼" }, 2)) },

  { name = "who is on leave or in hospital is listed as away", steps = house.steps(away,
    ask("evacuation", {}, 5, { { resident_name = "张三", presence = "inside" },
      { resident_name = "钱五" }, { resident_name = "李二", presence = "inside" },
      { resident_name = "赵四", presence = "hospital", tone = "away" },
      { resident_name = "王一", presence = "leave" } }),
    { do_ = "beds.return", input = { resident = 4 } },
    ask("evacuation", { floor = "2楼" }, 3, { {}, {}, { resident_name = "赵四",
      presence = "inside" } })) },

  { name = "a drill is timed and its findings become hazards", steps = house.steps(away,
    refused("plan_drill", { planned = "2026-11-22T10:00:00+08:00", scenario = "x",
      leader = "y" }, { "past" }),
    plan { announced = false },
    refused("finish_extra_drill", { outcome = "done", drill = 1 }, { "state" }),
    { tick = "2026-11-23T10:00:00+08:00" },
    act("start_drill", { drill = 1 }, { gives = { people = 3 } }),
    refused("start_drill", { drill = 1 }, { "state" }),
    refused("mark_out", { drill = 1, residents = { 1 } }, { "not_listed" }),
    { tick = "2026-11-23T10:04:00+08:00" },
    act("mark_out", { drill = 1, residents = { 2, 3 }, at = "2026-11-23T10:03:30+08:00" },
      { gives = { left = 1 } }),
    refused("mark_out", { drill = 1, residents = { 2 } }, { "residents[0]" }),
    refused("finish_extra_drill", { drill = 1, outcome = "done" }, { "inside" }),
    act("mark_out", { drill = 1, residents = { 5 }, state = "excused" }),
    refused("finish_extra_drill", { drill = 1, outcome = "done",
      at = "2026-11-23T10:03:00+08:00" }, { "order" }),
    act("finish_extra_drill", { drill = 1, outcome = "done", staff = 8, findings = {
      { group = "fire", what = "西梯应急灯不亮", place = "西梯" } } }),
    ask("drills", {}, 1, { { state = "held", people = 3, safe = 2, seconds = 210 } }),
    ask("hazards", {}, 1, { { source = "drill", what = "西梯应急灯不亮" } }),
    ask("drill_people", { drill = 1 }, 3),
    house.count("fire_drill", "done", 1)) },

  { name = "the half-yearly drill falls due by the calendar", at = "2027-03-20T09:00:00+08:00",
    steps = house.steps(
    act("start_programme", {}), act("start_programme", {}),
    { tick = "2027-04-01T08:00:00+08:00" }, house.duty("fire_drill", "d", "due"),
    refused("finish_drill", { duty = "$d.1.duty", outcome = "done" }, { "drill" }),
    refused("finish_drill", { duty = "$d.1.duty", outcome = "not_done" }, { "reason" }),
    plan { planned = "2027-04-02T10:00:00+08:00", risk = "choking" },
    plan { planned = "2027-04-02T10:00:00+08:00" },
    { tick = "2027-04-02T10:00:00+08:00" },
    act("start_drill", { drill = 1 }), act("start_drill", { drill = 2 }),
    refused("finish_drill", { duty = "$d.1.duty", outcome = "done", drill = 1 }, { "risk" }),
    act("finish_drill", { duty = "$d.1.duty", outcome = "done", drill = 2 }),
    { tick = "2027-10-28T08:00:00+08:00" }, house.count("fire_drill", "missed", 1),
    house.count("fire_drill", "done", 1)) },

  { name = "each of the risks has a plan that is reviewed and drilled", steps = house.steps(
    ask("plans", {}, 10, { { risk = "fire", tone = "late" } }),
    act("set_plan", { risk = "lost", text = "发现走失立即查找、报警、通知家属。" }),
    ask("plans", {}, 10),
    { tick = "2027-10-24T08:00:00+08:00" },
    house.duty("plan_review", "r", "due"), house.duty("plan_drill", "d", "due"),
    refused("review_plan", { duty = "$r.1.duty", outcome = "changed" }, { "text" }),
    act("review_plan", { duty = "$r.1.duty", outcome = "unchanged" }),
    act("plan_drill", { planned = "2027-10-25T10:00:00+08:00", scenario = "走失", risk = "lost",
      leader = "院长" }),
    { tick = "2027-10-25T10:00:00+08:00" },
    act("start_drill", { drill = 1 }, { gives = { people = 0 } }),
    act("finish_plan_drill", { duty = "$d.1.duty", outcome = "done", drill = 1 })) },

  { name = "training needs enough who pass", steps = house.steps(
    refused("extra_training", { outcome = "done", topic = "灭火器", minutes = 60, marks = {
      { name = "甲", score = 90 }, { name = "乙", score = 59 } } }, { "pass_rate" }),
    refused("extra_training", { outcome = "done", topic = "灭火器", minutes = 60, marks = {
      { name = "甲", score = 90 }, { name = "甲", score = 80 } } }, { "twice" }),
    act("extra_training", { outcome = "done", topic = "灭火器", minutes = 60, marks = {
      { name = "甲", score = 90 }, { name = "乙", score = 60 }, { name = "丙", score = 70 },
      { name = "丁", score = 80 }, { name = "戊", score = 59 } } }),
    ask("trainings", {}, 1, { { people = 5, passed = 4, percent = 80 } }),
    ask("marks", { training = 1 }, 5)) },

  { name = "new staff are trained before the first day", steps = house.steps(
    refused("add_newcomer", { name = "新一", starts = "2026-11-22" }, { "past" }),
    act("add_newcomer", { name = "新一", starts = "2026-12-10", post = "护理员" }),
    ask("newcomers", {}, 1, { { tone = "reserved" } }, { save = "n" }),
    { tick = "2026-12-10T07:59:00+08:00" }, house.count("new_staff", "late", 1),
    { tick = "2026-12-10T08:01:00+08:00" }, house.count("new_staff", "missed", 1),
    ask("newcomers", {}, 1, { { tone = "alarm" } }),
    refused("train_newcomer", { duty = "$n.1.duty", outcome = "done", topic = "消防", minutes = 90,
      score = 50 }, { "below" }),
    act("train_newcomer", { duty = "$n.1.duty", outcome = "done", topic = "消防", minutes = 90,
      score = 88 }),
    ask("trainings", {}, 1, { { kind = "before_work", people = 1 } })) },

  { name = "the control room: two certified, eight hours, a log every two", at =
    "2026-11-23T08:00:00+08:00", steps = house.steps(
    act("certify", { name = "甲", certificate = "A1", person = 1 }, { save = "a" }),
    act("certify", { name = "乙", certificate = "B1", valid_to = "2026-11-24" }),
    refused("plan_shift", { starts = "2026-11-23T08:00:00+08:00",
      ends = "2026-11-23T16:01:00+08:00", first = 1, second = 2 }, { "too_long" }),
    refused("plan_shift", { starts = "2026-11-23T08:00:00+08:00",
      ends = "2026-11-23T16:00:00+08:00", first = 1 }, { "second" }),
    refused("plan_shift", { starts = "2026-11-23T08:00:00+08:00",
      ends = "2026-11-23T16:00:00+08:00", first = 1, second = 1 }, { "same" }),
    refused("plan_shift", { starts = "2026-11-24T20:00:00+08:00",
      ends = "2026-11-25T04:00:00+08:00", first = 1, second = 2 }, { "expired" }),
    act("plan_shift", { starts = "2026-11-23T08:00:00+08:00",
      ends = "2026-11-23T16:00:00+08:00", first = 1, second = 2 }),
    refused("plan_shift", { starts = "2026-11-23T15:00:00+08:00",
      ends = "2026-11-23T20:00:00+08:00", first = 2, second = 1 }, { "overlap" }),
    act("certify", { name = "丙", certificate = "C1" }),
    refused("plan_shifts", { from = "2026-11-23", to = "2026-11-23",
      teams = { { first = 1, second = 3 } } }, { "overlap" }),
    ask("control_gaps", { from = "2026-11-23", to = "2026-11-24" }, 2, {
      { from = "2026-11-23T00:00:00+08:00", to = "2026-11-23T08:00:00+08:00", people = 0 },
      { minutes = 480 } }),
    act("plan_shifts", { from = "2026-12-01", to = "2026-12-31",
      teams = { { first = 1, second = 3 } } }, { gives = { shifts = 93 } }),
    ask("control_gaps", { from = "2026-12-02", to = "2027-01-01" }, 0),
    refused("start_control_room", { from = "2026-11-22T08:00:00+08:00" }, { "past" }),
    act("start_control_room", {}), refused("start_control_room", {}, { "started" }),
    { tick = "2026-11-23T10:00:00+08:00" },
    { ask = "core.duties", input = { kind = "fire_safety.control_log", state = "due" }, rows = 1,
      save = "l" },
    refused("record_log", { duty = "$l.1.duty", outcome = "normal",
      answers = house.answers(house.log) }, { "not_certified" }, { as = { "caregiver" } }),
    { tick = "2026-11-23T16:00:00+08:00" }, house.count("control_log", "missed", 4),
    house.count("handover", "due", 1),
    { tick = "2026-11-24T08:00:00+08:00" }, -- four since then, six ahead
    house.count("handover", "open", 10)) },

  { name = "the monthly check is signed by two", steps = house.steps(
    act("start_programme", {}),
    { tick = "2026-12-01T08:00:00+08:00" }, house.duty("monthly_check", "m", "due"),
    refused("record_monthly_check", { duty = "$m.1.duty", outcome = "normal",
      answers = house.answers(house.monthly) }, { "second" }),
    refused("record_monthly_check", { duty = "$m.1.duty", outcome = "normal",
      answers = house.answers(house.monthly) }, { "second" }, { second = "self" }),
    act("record_monthly_check", { duty = "$m.1.duty", outcome = "problem",
      answers = house.answers(house.monthly, { electric_use = "私拉电线" }) },
      { second = { "nurse" } }),
    ask("hazards", {}, 1, { { kind = "electric", source = "monthly_check" } }),
    ask("retention", {}, 10, { {}, {}, {}, { kind = "monthly_check", records = 1 } })) },
}
