local house = require "tests.lib.house"
local labels = require "lib.labels"
local act, refused, ask = house.act, house.refused, house.ask

local powder = house.steps(house.code,
  act("register", { kind = "powder", name = "MFZ/ABC4", made = "2022-01-10", place = "一楼东",
    building = "主楼", floor = "1楼" },
    { gives = { equipment = 1, label = labels.make("SH01", "E", 1) } }))

local function fit(wrong) return house.answers(house.extinguisher, wrong) end

return {
  { name = "labels need the home's code", steps = {
    refused("register", { kind = "hydrant", place = "一楼" }, { "home_code" }) } },

  { name = "an extinguisher has its ages", steps = house.steps(powder,
    refused("register", { kind = "co2", place = "厨房" }, { "made" }),
    refused("register", { kind = "co2", place = "厨房", made = "2026-11-24" }, { "future" }),
    refused("register", { kind = "co2", place = "厨房", made = "2020-01-01",
      serviced = "2019-01-01" }, { "order" }),
    ask("equipment", {}, 1, { { kind = "powder", next_service = "2027-01-10",
      scrap_by = "2032-01-10", tone = "plain" } }),
    act("register", { kind = "hydrant", place = "二楼" }),
    ask("equipment", { kind = "hydrant" }, 1, { { tone = "plain" } }),
    ask("labels", {}, 2)) },

  { name = "service falls due thirty days ahead and starts the next", steps = house.steps(powder,
    { tick = "2026-12-10T08:00:00+08:00" }, house.count("service", "upcoming", 1),
    { tick = "2026-12-11T08:00:00+08:00" }, house.duty("service", "s", "due"),
    { tick = "2027-01-03T09:00:00+08:00" }, house.count("service", "late", 1),
    { tick = "2027-01-10T09:00:00+08:00" }, house.count("service", "missed", 1),
    refused("service_now", { equipment = 1, outcome = "done", firm = "某消防" }, { "use_duty" }),
    act("record_service", { duty = "$s.1.duty", outcome = "done", firm = "某消防",
      certificate = "2027-001" }),
    ask("equipment", {}, 1, { { serviced = "2027-01-10", next_service = "2029-01-10" } }),
    { tick = "2028-12-11T08:00:00+08:00" }, house.count("service", "due", 1)) },

  { name = "a service after use moves the next one", steps = house.steps(powder,
    { tick = "2026-11-24T10:00:00+08:00" },
    act("service_now", { equipment = 1, outcome = "done", firm = "某消防",
      at = "2026-11-24T09:00:00+08:00" }),
    ask("equipment", {}, 1, { { serviced = "2026-11-24", next_service = "2028-11-24" } }),
    { tick = "2027-02-01T09:00:00+08:00" }, house.count("service", "open", 0),
    house.count("service", "done", 1)) },

  { name = "too old to be serviced, scrapped on paper and off the list", at =
    "2026-11-23T09:00:00+08:00", steps = house.steps(house.code,
    act("register", { kind = "water", made = "2020-11-01", serviced = "2026-01-01",
      place = "厨房" }),
    house.count("service", "open", 0), house.duty("scrap", "s", "missed"),
    refused("service_now", { equipment = 1, outcome = "done" }, { "too_old" }),
    act("record_scrap", { duty = "$s.1.duty", outcome = "done" }),
    ask("equipment", {}, 0), ask("equipment", { state = "scrapped" }, 1),
    { tick = "2027-03-02T09:00:00+08:00" }, house.count("equipment_check", "open", 0)) },

  { name = "checks come on the first of the month, and are answered item by item", steps =
    house.steps(powder,
    { tick = "2026-12-01T08:00:00+08:00" }, house.duty("equipment_check", "c", "due"),
    refused("record_equipment_check", { duty = "$c.1.duty", outcome = "normal", answers =
      house.answers { "rust" } }, { "missing" }),
    refused("record_equipment_check", { duty = "$c.1.duty", outcome = "normal",
      answers = fit { seal = "铅封断了" } }, { "not_normal" }),
    refused("record_equipment_check", { duty = "$c.1.duty", outcome = "problem",
      answers = fit() }, { "no_problem" }),
    refused("record_equipment_check", { duty = "$c.1.duty", outcome = "normal", answers = fit(),
      code = labels.make("SH01", "E", 2) }, { "unknown_code" }),
    act("record_equipment_check", { duty = "$c.1.duty", outcome = "problem",
      answers = fit { seal = "铅封断了" }, code = labels.make("SH01", "E", 1) }),
    ask("hazards", {}, 1, { { source = "equipment_check", kind = "fire" } }),
    ask("equipment_done", { id = 1 }, 1, { { kind = "equipment_check", outcome = "problem" } })) },

  { name = "what is to be scrapped at once is never fit", steps = house.steps(powder,
    refused("check_now", { code = labels.make("SH01", "E", 1), outcome = "normal",
      answers = fit { rust = "锈蚀过半" } }, { "scrap" }),
    act("check_now", { code = labels.make("SH01", "E", 1), outcome = "problem",
      answers = fit { rust = "锈蚀过半" } }),
    ask("equipment", {}, 1, { { state = "out_of_service" } }),
    house.duty("scrap", "s", "due"),
    act("record_scrap", { duty = "$s.1.duty", outcome = "done" }),
    ask("equipment", { state = "scrapped" }, 1)) },

  { name = "another home's label, a mistyped and an unknown one", steps = house.steps(powder,
    refused("check_now", { code = labels.make("SH02", "E", 1), outcome = "normal",
      answers = fit() }, { "other_home" }),
    refused("check_now", { code = labels.make("SH01", "E", 9), outcome = "normal",
      answers = fit() }, { "unknown_code" }),
    refused("check_now", { code = "SH01-E00001-0", outcome = "normal", answers = fit() },
      { "unreadable" }),
    act("add_point", { name = "一楼东" }),
    refused("check_now", { code = labels.make("SH01", "P", 1), outcome = "normal",
      answers = fit() }, { "wrong_thing" }),
    act("check_now", { code = " " .. labels.make("SH01", "E", 1):lower() .. " ",
      outcome = "normal", answers = fit() })) },
}
