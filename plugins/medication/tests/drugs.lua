-- The home's drug list: entered, imported, taken over; units turned exactly.
local drugs = require "lib.drugs"
local units = require("data.units")[1].units
local ward = require "tests.lib.ward"
local steps, act, no = ward.steps, ward.act, ward.no

local row = { name = "苯磺酸氨氯地平片", ingredients = "氨氯地平", form = "tablet",
  strength = "5mg*28片", unit = "tablet", source = "院目录", edition = "2026-10" }

local function import(more) return ward.merged(row, more) end

return {
  { name = "a row becomes a drug; a newer edition takes its place", steps = steps(
    act("import_drug", row, { drug = 1, done = "added" }),
    act("import_drug", row, { drug = 1, done = "same" }),
    act("import_drug", import { edition = "2026-11", elderly = "注意低血压" },
      { drug = 1, done = "changed" }),
    act("import_drug", import { strength = "10mg" }, { drug = 2, done = "added" }),
    { ask = "medication.drugs", rows = 2, gives = { { name = "苯磺酸氨氯地平片", strength = "5",
      strength_unit = "mg", edition = "2026-11" }, { strength = "10" } } },
    { ask = "medication.knowledge", rows = 8 }) },

  { name = "a drug is put right; what it was counted by stays", steps = steps(
    act("import_drug", row), act("import_drug", import { strength = "10mg" }),
    act("change_drug", { drug = 1, elderly = "起身慢一点", high_alert = true }, { drug = 1 }),
    { ask = "medication.drugs", input = { text = "氨氯地平" }, gives = { { high_alert = true,
      strength = "5" } } },
    no("change_drug", { drug = 1, strength = "10" }, "name", "known"),
    no("change_drug", { drug = 1, classes = { "降压神药" } }, "classes", "unknown"),
    no("change_drug", { drug = 99 }, "drug"),
    { do_ = "residents.register", input = { name = "王秀英", sex = "female",
      born = "1940-05-01" } },
    ward.act("order", { resident = 1, drug = 1, route = "po", frequency = "qd",
      dose = { amount = "1", unit = "tablet" }, start = "2026-11-23T08:00:00",
      prescriber = "李医生", document = "1" }),
    no("change_drug", { drug = 1, strength = "2.5" }, "strength", "used"),
    act("change_drug", { drug = 1, name = "氨氯地平片" }, { drug = 1 })) },

  { name = "what is wrong in a row is refused", steps = steps(
    no("import_drug", import { strength = "五毫克" }, "strength", "unknown"),
    no("import_drug", import { strength = "5." }, "strength"),
    no("import_drug", import { unit = "box" }, "unit"),
    no("import_drug", import { classes = "降压神药" }, "classes", "unknown"),
    no("import_drug", { name = "甲" }, "unit", "edition"),
    no("import_interaction", { a = "华法林", b = "华法林钠", severity = "major", zh = "同",
      source = "库", edition = "1" }, "b", "same"),
    no("import_interaction", { a = "华法林", b = "布洛芬", severity = "deadly", zh = "同",
      source = "库", edition = "1" }, "severity")) },

  { name = "the list that comes along is taken over once and says it is partial", steps = steps(
    act("load_drugs", {}, { known = 0, edition = "2026-11（不完整）" }),
    act("load_drugs", {}, { added = 0 }),
    { ask = "medication.drugs", input = { text = "华法林" }, rows = 1, gives = {
      { high_alert = true, edition = "2026-11（不完整）" } } },
    { ask = "medication.drugs", input = { text = "羟考酮" }, gives = {
      { controlled = "narcotic" } } }) },

  { name = "the unit of a drug in stock stays", steps = steps(ward.person(1, "王秀英"),
    ward.consent(1), act("import_drug", row),
    act("receive", { resident = 1, drug = 1, lot = "B1", expiry = "2027-12-31",
      quantity = "28", from = "家属" }),
    no("import_drug", import { unit = "capsule", edition = "2027-01" }, "unit", "in_stock")) },

  { name = "words of strengths", run = function()
    local function read(text)
      local amount, unit = drugs.strength(text)
      return amount and amount .. unit
    end
    assert(read "25mg" == "25mg" and read "0.25 毫克" == "0.25mg" and read "5mg*28片" == "5mg")
    assert(read "100IU/ml" == "100iu" and read "50μg" == "50ug" and read "0.3g" == "0.3g")
    assert(not read "1.2.3mg" and not read "mg" and not read "5片" and not read ".5mg")
    assert(table.concat(drugs.parts("阿司匹林、维生素C + 锌"), "|") == "阿司匹林|维生素C|锌")
  end },

  { name = "doses are counted exactly or not at all", run = function(rules)
    local tablet = { unit = "tablet", strength = "25", strength_unit = "mg" }
    local syrup = { unit = "ml", strength = "100", strength_unit = "iu" }
    assert(rules.amount(units, tablet, "12.5", "mg") == "0.5")
    assert(rules.amount(units, tablet, "0.025", "g") == "1")
    assert(rules.amount(units, tablet, "2", "tablet") == "2")
    assert(rules.amount(units, syrup, "12", "iu") == "0.12")
    assert(rules.amount(units, { unit = "ml" }, "0.5", "l") == "500")
    local quantity, fault = rules.amount(units, { unit = "tablet", strength = "3",
      strength_unit = "mg" }, "1", "mg")
    assert(not quantity and fault.code == "inexact")
    quantity, fault = rules.amount(units, { unit = "bottle" }, "2", "drop")
    assert(not quantity and fault.code == "unit")
    quantity, fault = rules.amount(units, tablet, "1", "capsule")
    assert(not quantity and fault.code == "unit")
  end },

  { name = "days of supply", run = function(rules)
    local function days(on_hand, plan, quantity)
      local daily, left = rules.supply(on_hand, { { plan = plan, quantity = quantity } })
      return daily and daily .. "/" .. left
    end
    local tid = { kind = "clock", times = { "08:00", "12:00", "16:00" } }
    assert(days("10", tid, "0.5") == "1.5/6")
    assert(days("7", { kind = "clock", times = { "08:00" }, weekdays = { 1, 4 } }, "1")
      == "0.285714/24")
    assert(days("7", { kind = "clock", times = { "08:00" }, every_days = 2 }, "1") == "0.5/14")
    assert(days("9", { kind = "elapsed", ms = 8 * 3600000 }, "1") == "3/3")
    assert(days("9", { kind = "needed" }, "1") == nil and days("9", tid, nil) == nil)
  end },
}
