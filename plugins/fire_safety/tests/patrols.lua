local house = require "tests.lib.house"
local labels = require "lib.labels"
local act, refused, ask = house.act, house.refused, house.ask

local function point(number) return labels.make("SH01", "P", number) end

local function scan(number, at, more)
  local input = { round = 1, code = point(number), at = at }
  for key, value in pairs(more or {}) do input[key] = value end
  return act("scan", input)
end

return {
  { name = "a night route is never thinner than two hours", steps = house.steps(house.code,
    act("add_point", { name = "一楼" }),
    refused("set_route", { name = "夜", kind = "night", points = { 1 },
      times = { "20:00", "22:00", "00:00", "02:01", "04:00" } }, { "apart" }),
    refused("set_route", { name = "夜", kind = "night", points = { 1 },
      times = { "22:30", "00:00", "02:00", "04:00" } }, { "apart" }),
    refused("set_route", { name = "夜", kind = "night", points = { 1 }, times = { "25:00" } },
      { "time" }),
    refused("set_route", { name = "夜", kind = "night", points = {}, times = { "20:00" } },
      { "points" }),
    act("set_route", { name = "夜", kind = "night", points = { 1 },
      times = { "22:00", "00:00", "02:00", "04:00" } })) },

  { name = "points are scanned one after the other, each once", steps = house.steps(house.night,
    { tick = "2026-11-23T20:00:00+08:00" }, house.duty("patrol_night", "d", "due"),
    act("start_round", { route = 1 }, { gives = { round = 1 } }),
    refused("start_round", { route = 1 }, { "running" }),
    { tick = "2026-11-23T20:02:00+08:00" },
    scan(1),
    refused("scan", { round = 1, code = point(1) }, { "twice" }),
    refused("scan", { round = 1, code = labels.make("SH02", "P", 2) }, { "other_home" }),
    refused("scan", { round = 1, code = point(7) }, { "unknown_code" }),
    refused("scan", { round = 1, code = point(2), at = "2026-11-23T19:59:00+08:00" },
      { "order" }),
    refused("scan", { round = 1, code = point(2), at = "2026-11-23T20:30:00+08:00" },
      { "future" }),
    refused("scan", { round = 1, code = point(2) }, { "other_person" }, { as = { "nurse" } }),
    { tick = "2026-11-23T20:04:00+08:00" },
    act("scan", { round = 1, code = point(2), problem = "通道堆物", group = "fire" },
      { gives = { left = 1, hazard = 1 } }),
    refused("record_night", { duty = "$d.1.duty", outcome = "problems", round = 1 },
      { "points_missing" }),
    refused("record_night", { duty = "$d.1.duty", outcome = "partial", round = 1 }, { "reason" }),
    scan(3),
    refused("record_night", { duty = "$d.1.duty", outcome = "done", round = 1 }, { "problems" }),
    act("record_night", { duty = "$d.1.duty", outcome = "problems", round = 1 }),
    refused("scan", { round = 1, code = point(3) }, { "over" }),
    ask("rounds", {}, 1, { { reached = 3, points = 3, problems = 1, state = "finished",
      entry = "electronic" } }),
    ask("round_scans", { round = 1 }, 3, { { seconds = nil }, { metres = 60, seconds = 120,
      hazard_name = "通道堆物" }, { metres = 40, seconds = 0 } }),
    ask("hazards", {}, 1, { { source = "patrol", place = "一楼西" } })) },

  { name = "a point that is on another route is refused", steps = house.steps(house.night,
    act("add_point", { name = "院子" }),
    { tick = "2026-11-23T20:00:00+08:00" },
    act("start_round", { route = 1 }),
    refused("scan", { round = 1, code = point(4) }, { "off_route" })) },

  { name = "a round from paper is marked as later", steps = house.steps(house.night,
    { tick = "2026-11-23T23:30:00+08:00" },
    { ask = "core.duties", input = { kind = "fire_safety.patrol_night", state = "open",
      to = "2026-11-23T23:00:00+08:00" }, rows = 2, save = "d" },
    refused("record_night", { duty = "$d.1.duty", outcome = "done" }, { "round" }),
    house.paper("$d.1.duty", "2026-11-23T20:00:00+08:00", "2026-11-23T20:10:00+08:00",
      { walked_by = "王护工" }),
    ask("rounds", {}, 1, { { entry = "paper", walked_by = "王护工", tone = "late",
      started = "2026-11-23T20:00:00+08:00", recorded = "2026-11-23T23:30:00+08:00" } }),
    ask("evidence", { from = "2026-11-23", to = "2026-11-24" }, nil,
      { { fact = "late_entry", kind = "patrol_night", count = 1, of = 1, percent = "100" } })) },

  { name = "a point twice in a round from paper is refused", steps = house.steps(house.night,
    { tick = "2026-11-23T20:30:00+08:00" }, house.duty("patrol_night", "d"),
    refused("record_night", { duty = "$d.1.duty", outcome = "done",
      at = "2026-11-23T20:10:00+08:00", started = "2026-11-23T20:00:00+08:00", points = {
        { code = point(1), at = "2026-11-23T20:01:00+08:00" },
        { code = point(1), at = "2026-11-23T20:02:00+08:00" },
        { code = point(3), at = "2026-11-23T20:03:00+08:00" } } }, { "points[1]" }),
    refused("record_night", { duty = "$d.1.duty", outcome = "done",
      at = "2026-11-23T20:10:00+08:00", started = "2026-11-23T20:00:00+08:00", points = {
        { code = point(2), at = "2026-11-23T20:05:00+08:00" },
        { code = point(1), at = "2026-11-23T20:02:00+08:00" },
        { code = point(3), at = "2026-11-23T20:06:00+08:00" } } }, { "order" }),
    ask("rounds", {}, 0)) },

  { name = "gaps over midnight of the year's end are named", at = "2026-12-31T19:00:00+08:00",
    steps = house.steps(house.night,
    { tick = "2027-01-01T07:00:00+08:00" },
    { ask = "core.duties", input = { kind = "fire_safety.patrol_night", state = "open",
      to = "2027-01-01T07:00:00+08:00" }, rows = 5, save = "d" },
    house.paper("$d.1.duty", "2026-12-31T20:00:00+08:00", "2026-12-31T20:10:00+08:00"),
    house.paper("$d.2.duty", "2026-12-31T22:00:00+08:00", "2026-12-31T22:10:00+08:00"),
    house.paper("$d.3.duty", "2027-01-01T00:00:00+08:00", "2027-01-01T00:10:00+08:00"),
    house.paper("$d.4.duty", "2027-01-01T01:30:00+08:00", "2027-01-01T01:40:00+08:00"),
    act("record_night", { duty = "$d.5.duty", outcome = "not_done", reason = "生病" }),
    ask("gaps", { from = "2026-12-31", to = "2027-01-01" }, 1, { { night = "2026-12-31",
      from = "2027-01-01T01:30:00+08:00", to = "2027-01-01T06:00:00+08:00", minutes = 270,
      late_entry = true } })) },

  { name = "a week of downtime loses no round and doubles none", at = "2028-02-26T19:00:00+08:00",
    steps = house.steps(house.night,
    { tick = "2028-03-04T19:00:00+08:00" },
    -- seven nights with five rounds each, over the leap day
    { ask = "core.duties", input = { kind = "fire_safety.patrol_night", state = "missed",
      limit = 5000 }, rows = 35 },
    ask("gaps", { from = "2028-02-26", to = "2028-03-04" }, 7, { {}, {}, {},
      { night = "2028-02-29", minutes = 600 } }),
    { ask = "core.duties", input = { kind = "fire_safety.patrol_night", state = "missed",
      from = "2028-02-29T00:00:00+08:00", to = "2028-03-01T00:00:00+08:00" }, rows = 5 }) },

  { name = "a night that is not over is measured until now", steps = house.steps(house.night,
    { tick = "2026-11-23T21:59:00+08:00" }, ask("gaps", {}, 0),
    { tick = "2026-11-23T22:01:00+08:00" }, ask("gaps", {}, 1, { { minutes = 121 } })) },

  { name = "a supervisor reviews what others walked", steps = house.steps(house.night,
    act("start_programme", {}),
    { tick = "2026-11-23T20:00:00+08:00" }, house.duty("patrol_night", "d", "due"),
    act("start_round", { route = 1 }),
    scan(1), scan(2), scan(3),
    act("record_night", { duty = "$d.1.duty", outcome = "done", round = 1 }),
    { tick = "2026-11-24T09:00:00+08:00" }, house.duty("patrol_review", "r", "due"),
    refused("review_patrols", { duty = "$r.1.duty", outcome = "done" }, { "own" }),
    act("review_patrols", { duty = "$r.1.duty", outcome = "done" }, { as = { "manager" } })) },

  { name = "with that setting a supervisor signs on the spot", steps = house.steps(
    { settings = { patrol_second = true } }, house.night,
    { tick = "2026-11-23T20:00:00+08:00" }, house.duty("patrol_night", "d", "due"),
    act("start_round", { route = 1 }), scan(1), scan(2), scan(3),
    refused("record_night", { duty = "$d.1.duty", outcome = "done", round = 1 }, { "second" }),
    act("record_night", { duty = "$d.1.duty", outcome = "done", round = 1 },
      { second = { "safety_officer" } })) },

  { name = "an ended route asks nobody", steps = house.steps(house.night,
    act("end_route", { route = 1 }), refused("end_route", { route = 1 }, { "ended" }),
    refused("start_round", { route = 1 }, { "ended" }),
    { tick = "2026-11-25T09:00:00+08:00" }, house.count("patrol_night", "open", 0),
    ask("gaps", {}, 0)) },
}
