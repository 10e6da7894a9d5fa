-- What is kept for a resident: received, given, returned, destroyed, counted.
-- The first receipt starts two schedules, so an order after it is the third.
local shelf = require "tests.lib.shelf"
local ward = require "tests.lib.ward"
local steps, act, no, tick = ward.steps, ward.act, ward.no, ward.tick
local receive, stock, two = shelf.receive, shelf.stock, shelf.two

local kept = ward.start

local function open(list) return steps(kept, list) end

local function ledger(rows)
  return { ask = "medication.ledger", rows = #rows, gives = rows }
end

return {
  { name = "medicine comes in batches and goes out in order of expiry", steps = open(steps(
    receive("B2", "2027-06-30", "30", nil, { on_hand = "30" }),
    receive("B1", "2027-01-31", "2", nil, { on_hand = "2" }),
    receive("B2", "2027-06-30", "10", nil, { batch = 1, on_hand = "40" }),
    { ask = "medication.stock_suggest", input = { resident = 1, drug = 1 }, gives = {
      { lot = "B1", first = true }, { lot = "B2", first = false } } },
    ward.order({ frequency = "tid", dose = { amount = "1.5", unit = "tablet" } }),
    tick "12:00", ward.record(3, "12:00", "given"),
    tick "16:00", ward.record(3, "16:00", "given"),
    stock { { lot = "B2", on_hand = "39" } },
    ledger { { lot = "B2", quantity = "-1", balance = "39", kind = "given" },
      { lot = "B1", quantity = "-0.5", balance = "0" },
      { lot = "B1", quantity = "-1.5", balance = "0.5" }, { quantity = "10" },
      { quantity = "2" }, { quantity = "30" } },
    shelf.sound)) },

  { name = "figures stand with their unit, batches with whose they are", steps = open(steps(
    ward.drug("丙药", { strength = "500", strength_unit = "mg" }),
    ward.drug("丁药", { strength = "0.05", strength_unit = "g" }),
    receive("B1", "2027-12-31", "5", { drug = 3 }),
    receive("B2", "2027-12-31", "5", { drug = 4 }),
    { ask = "medication.stock", rows = 2, gives = { { about =
      "王秀英 丁药 0.05 克，批号 B2，按片计" }, {
      about = "王秀英 丙药 500 毫克，批号 B1，按片计",
      about_en = "王秀英 丙药 500 mg, lot B1, counted in tablet" } } },
    ward.order({ drug = 3, frequency = "tid", dose = { amount = "1", unit = "tablet" } }),
    tick "12:00", ward.record(3, "12:00", "given", { amount = "0.5", reason = "减半" }),
    { ask = "medication.mar", input = { resident = 1, month = "2026-11" }, gives = { { cells = { {
      hint = "已给 11-23 12:00 tester；减半；实给 0.5 片",
      hint_en = "Given 11-23 12:00 tester; 减半; given 0.5 tablet" } } } } },
    { ask = "medication.stock_alarms", gives = { { kind = "low", reasons = { {
      zh = "每天用 3 片，只够 1 天。" } } } } },
    { ask = "medication.dose", input = { dose = ward.duty(3, "12:00") }, gives = { {
      about = "王秀英 丙药 500毫克，1 片（一片）" } } },
    { ask = "medication.order_record", input = { order = 1 }, gives = { {
      about = "王秀英 丙药 500毫克，1 片（一片）" } } })) },

  { name = "the order that a medicine is for is no duplicate of it", steps = open(steps(
    ward.order({ frequency = "tid" }),
    receive("B1", "2029-01-31", "10", nil, { warnings = { { en =
      "The ingredient “甲药” is not in the table: allergies, duplicates and interactions are not"
      .. " fully checked." } } }),
    ward.drug("甲药缓释片", { ingredients = { "甲药" } }),
    receive("B2", "2029-01-31", "10", { drug = 3 }, { warnings = { { en =
      "Already takes 甲药, which also holds 甲药." }, {} } }))) },

  { name = "what was not given takes nothing; a correction puts back", steps = open(steps(
    receive("B1", "2027-01-31", "10"), ward.order({ frequency = "tid" }),
    tick "12:00", ward.record(3, "12:00", "refused", { reason = "不肯吃" }),
    stock { { on_hand = "10" } },
    tick "16:00", ward.merged(ward.record(3, "16:00", "given"), { save = "dose" }),
    stock { { on_hand = "9" } },
    ward.record(3, "16:00", "refused", { reason = "记错了", supersedes = "$dose.outcome" }),
    stock { { on_hand = "10" } },
    { ask = "medication.ledger", gives = { { kind = "correction", quantity = "1",
        reason = "给药记录已更正", reason_en = "The dose was corrected" },
      { kind = "given", quantity = "-1", reversed = true },
      { kind = "received", reason = "送药人：家属", reason_en = "Brought by: 家属" } } },
    shelf.sound)) },

  { name = "a corrected amount is booked once", steps = open(steps(
    receive("B1", "2027-01-31", "10"), ward.order({ frequency = "tid" }),
    tick "12:00", ward.merged(ward.record(3, "12:00", "given"), { save = "dose" }),
    ward.record(3, "12:00", "given", { amount = "0.5", reason = "只吃了半片",
      supersedes = "$dose.outcome" }),
    stock { { on_hand = "9.5" } }, shelf.sound)) },

  { name = "an as-needed dose takes too, and its correction puts back", steps = open(steps(
    receive("B1", "2027-01-31", "10"),
    ward.order { frequency = "prn", prn = { reason = "疼痛", min_interval = 60, max_doses = 4 } },
    tick "10:00", act("give_prn", { order = 1, reason = "腿痛" }),
    stock { { on_hand = "9" } }, shelf.sound)) },

  { name = "never below zero, unless somebody says where it came from (M18)", steps = open(steps(
    receive("B1", "2027-01-31", "0.5"), ward.order({ frequency = "tid" }),
    tick "12:00", ward.refuse(3, "12:00", "given", {}, "stock_note", "stock"),
    stock { { on_hand = "0.5" } },
    ward.record(3, "12:00", "given", { stock_note = "抽屉里还有一板，没有登记" }),
    stock {},
    { ask = "medication.discrepancies", rows = 1, gives = { { expected = "0.5", found = "1",
      state = "open", note = "抽屉里还有一板，没有登记" } } },
    no("return_stock", { batch = 1, quantity = "1", to = "家属", reason = "停药" }, "quantity",
      "stock"),
    two(no("destroy", { batch = 1, quantity = "1", reason = "碎了" }, "stock")),
    act("explain_discrepancy", { discrepancy = 1, explanation = "上次收药少记一片" }),
    no("explain_discrepancy", { discrepancy = 1, explanation = "再说明一次" }, "explained"),
    { ask = "medication.discrepancies", rows = 0 }, shelf.sound)) },

  { name = "no controlled dose goes past the register (M18)", steps = open(steps(
    ward.drug("吗啡片", { controlled = "narcotic" }), ward.drug("吗啡口服液", {
      controlled = "narcotic", form = "solution", unit = "bottle", ingredients = { "某液" } }),
    ward.order { drug = 3 }, ward.order { drug = 4, dose = { amount = "5", unit = "ml" } },
    tick "12:00",
    two(ward.refuse(1, "12:00", "given", {}, "drug", "stock")),
    two(receive("N1", "2027-12-31", "2", { drug = 3 })),
    two(receive("N2", "2027-12-31", "1", { drug = 4 })),
    two(ward.record(1, "12:00", "given")),
    { ask = "medication.register", rows = 3, gives = { { kind = "received" },
      { kind = "received" }, { kind = "given", running = "1", quantity = "-1" } } },
    two(ward.refuse(2, "12:00", "given", {}, "amount", "unit")), shelf.sound)) },

  { name = "what has expired is neither taken in nor given", steps = open(steps(
    ward.merged(receive("B0", "2026-11-22", "5"), { refused = { "expiry", "expired" } }),
    receive("B1", "2026-11-24", "5"), ward.order({ frequency = "tid" }),
    tick "2026-11-25T08:00:00", ward.refuse(3, "2026-11-25 08:00", "given", {}, "expired"),
    { ask = "medication.stock_alarms", gives = { { kind = "expired", tone = "alarm" } } },
    two(act("destroy", { batch = 1, quantity = "5", reason = "过期" }, { on_hand = "0" })),
    receive("B2", "2027-05-31", "5"), ward.record(3, "2026-11-25 08:00", "given"),
    stock { { lot = "B2", on_hand = "4" } }, shelf.sound)) },

  { name = "destroying takes two, returning one", steps = open(steps(
    receive("B1", "2027-01-31", "5"),
    no("destroy", { batch = 1, quantity = "1", reason = "掉地上" }, "second"),
    two(act("destroy", { batch = 1, quantity = "1", reason = "掉地上" }, { on_hand = "4" })),
    act("return_stock", { batch = 1, quantity = "4", to = "女儿", reason = "停药" },
      { on_hand = "0" }),
    stock {}, shelf.sound)) },

  { name = "a count follows the shelf and asks for an explanation", steps = open(steps(
    receive("B1", "2027-01-31", "20"),
    act("count_stock", { batch = 1, counted = "20" }, { difference = "0" }),
    act("count_stock", { batch = 1, counted = "18.5", note = "少一片半" },
      { difference = "-1.5", discrepancy = 1 }),
    stock { { on_hand = "18.5" } },
    { ask = "medication.counts", rows = 2, gives = { { expected = "20", found = "18.5" } } },
    { ask = "medication.stock_alarms", gives = { { kind = "expiring" },
      { kind = "discrepancy" } } },
    { do_ = "medication.explain_discrepancy", as = { "nurse" }, refused = {},
      input = { discrepancy = 1, explanation = "掉在地上" } },
    shelf.sound)) },

  { name = "a wrong entry is taken back, not edited", steps = open(steps(
    receive("B1", "2027-01-31", "300", nil, nil, { save = "wrong" }),
    act("correct_movement", { movement = "$wrong.movement", reason = "多写一个零" },
      { on_hand = "0" }),
    no("correct_movement", { movement = "$wrong.movement", reason = "再冲一次" }, "reversed"),
    receive("B1", "2027-01-31", "30"), stock { { on_hand = "30" } },
    { ask = "medication.ledger", input = { batch = 1 }, rows = 3 }, shelf.sound)) },

  { name = "a receipt that was used up can't be taken back", steps = open(steps(
    receive("B1", "2027-01-31", "3", nil, nil, { save = "in" }),
    act("return_stock", { batch = 1, quantity = "2", to = "女儿", reason = "多了" }),
    no("correct_movement", { movement = "$in.movement", reason = "写错" }, "stock"))) },

  { name = "bad input is refused, all at once", steps = open(steps(
    ward.merged(receive("B1", "2027-01-31", "0"), { refused = { "quantity", "range" } }),
    ward.merged(receive("B1", "2027-01-31", "1.1234567"), { refused = { "quantity" } }),
    ward.merged(receive("B1", "2027-02-30", "1"), { refused = { "expiry" } }),
    ward.merged(receive("B1", "2026-01-31", "1", { unit = "bottle" }),
      { refused = { "unit", "expired" } }),
    act("retire_drug", { drug = 2 }),
    ward.merged(receive("B1", "2027-01-31", "1", { drug = 2 }), { refused = { "inactive" } }),
    no("count_stock", { batch = 9, counted = "1" }, "batch"))) },

  { name = "a dose in milligrams is counted in tablets", steps = open(steps(
    ward.drug("丙药", { strength = "25", strength_unit = "mg" }),
    receive("B1", "2027-01-31", "10", { drug = 3 }),
    ward.order({ drug = 3, frequency = "tid", dose = { amount = "12.5", unit = "mg" } }),
    tick "12:00", ward.record(3, "12:00", "given"),
    stock { { on_hand = "9.5" } },
    { ask = "medication.stock_alarms", gives = { { kind = "expiring" },
      { kind = "low", days = 6 } } },
    shelf.sound)) },

  { name = "warnings: near expiry twice, and days of supply", steps = open(steps(
    receive("B1", "2027-02-20", "21"), ward.order({ frequency = "tid" }),
    { ask = "medication.stock_alarms", rows = 1, gives = { { kind = "expiring", tone = "late" } } },
    tick "2027-01-22T08:30:00",
    { ask = "medication.stock_alarms", rows = 1,
      gives = { { kind = "expiring", tone = "alarm" } } },
    act("return_stock", { batch = 1, quantity = "16", to = "女儿", reason = "太多" }),
    { ask = "medication.stock_alarms", rows = 2, gives = { {}, { kind = "low", days = 1,
      on_hand = "5" } } })) },

  { name = "medicine of somebody who has left is not forgotten", steps = open(steps(
    receive("B1", "2027-12-31", "21"),
    { do_ = "beds.discharge", input = { resident = 1, reason = "home" } },
    { ask = "medication.stock_alarms", rows = 1, gives = { { kind = "left", tone = "alarm" } } },
    act("return_stock", { batch = 1, quantity = "21", to = "女儿", reason = "退住" }),
    { ask = "medication.stock_alarms", rows = 0 })) },

  { name = "the week's count and the month's look are duties", steps = open(steps(
    receive("B1", "2027-02-20", "21"), receive("B2", "2027-02-20", "21"),
    tick "2026-12-01T15:30:00",
    { ask = "core.duties", input = { kind = "medication.count_stock" }, rows = 1,
      gives = { { due = "2026-11-30T15:00:00+08:00" } }, save = "duties" },
    { ask = "core.duties", input = { kind = "medication.check_expiry" }, rows = 1 },
    { do_ = "core.record_duty", input = { duty = "$duties.1.duty", outcome = "done" } },
    { settings = { count_weekday = 3 } }, act("plan_counts", {}),
    tick "2026-12-09T16:00:00",
    { ask = "core.duties", input = { kind = "medication.count_stock",
      from = "2026-12-02T00:00:00+08:00" }, gives = { { due = "2026-12-02T15:00:00+08:00" } } })) },
}
