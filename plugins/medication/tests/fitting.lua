-- A dose, a plan and a route that don't suit the drug, or one another.
local fitting = require "lib.fitting"
local ward = require "tests.lib.ward"

local steps = ward.steps

local function order(drug, amount, unit, gives)
  return ward.order({ drug = drug, dose = { amount = amount, unit = unit }, frequency = "qd" },
    gives)
end

local function refused(drug, unit)
  return { do_ = "medication.order", refused = { "dose.unit", "unit" }, input = {
    resident = 1, drug = drug, dose = { amount = "1", unit = unit }, route = "po",
    frequency = "qd" } }
end

local unknown = { warnings = { { zh = "成分“甲药”对照表里没有，过敏、重复和相互作用核对不全。" },
  { zh = "药品目录没有写明一片是多少毫克：给药时不扣存药，请盘点时核对，或补上规格。" } } }

return {
  { name = "a dose in a unit that is none of the drug is refused, with those that fit",
    at = "2026-11-23T09:00:00+08:00", steps = steps(ward.start,
      ward.drug("二甲双胍", { strength = "500", strength_unit = "mg" }),
      ward.drug("滴眼液", { unit = "bottle", form = "drops" }),
      ward.drug("呋塞米", { unit = "ampoule", form = "injection", strength = "20",
        strength_unit = "mg" }),
      refused(3, "ml"),
      refused(3, "capsule"), refused(3, "iu"), refused(3, "drop"),
      order(3, "0.5", "g", { warnings = array {} }),
      refused(4, "tablet"), order(4, "1", "drop", { warnings = array {} }),
      refused(5, "iu"),
      -- the strength is not known: told, since nothing is taken off the stock
      refused(1, "ml"), order(1, "5", "mg", unknown),
      { do_ = "medication.change", input = { order = 1, reason = "改量",
        dose = { amount = "1", unit = "ml" } }, refused = { "dose.unit" } }) },

  { name = "limits that the order's own times can't keep to are refused",
    at = "2026-11-23T09:00:00+08:00", steps = steps(ward.start,
      ward.refused({ min_interval = 600, max_doses = 2 }, "min_interval", "plan", "max_doses"),
      ward.refused({ max_amount = "2.5" }, "max_amount", "plan"),
      ward.refused({ frequency = "biw", min_interval = 4321 }, "min_interval"),
      ward.refused({ frequency = { every = "PT5H" }, min_interval = 301 }, "min_interval"),
      ward.refused({ frequency = { every = "PT5H" }, max_doses = 4 }, "max_doses"),
      ward.refused({ frequency = { rrule = "FREQ=DAILY;BYHOUR=8,20" }, max_doses = 1 },
        "max_doses"),
      ward.order { min_interval = 240, max_doses = 3, max_amount = "3" },
      { do_ = "medication.change", input = { order = 1, reason = "加次", frequency = "qid" },
        refused = { "max_doses" } },
      ward.order { drug = 2, frequency = "biw", min_interval = 4320, max_doses = 1 }) },

  { name = "a drug twice is one too many only while both courses run",
    at = "2026-11-23T09:00:00+08:00", steps = steps(ward.start,
      ward.order { frequency = "qd", ["end"] = "2026-11-26" },
      ward.refused({ frequency = "qd", start = "2026-11-26T20:00:00+08:00" }, "drug", "duplicate"),
      ward.order { frequency = "qd", start = "2026-12-20T08:00:00+08:00", ["end"] = "2026-12-25" },
      ward.order { frequency = "qd", start = "2026-11-27T08:00:00+08:00", ["end"] = "2026-12-19" },
      -- lengthened into the next it is one
      { do_ = "medication.change", input = { order = 1, reason = "延长",
        ["end"] = "2026-11-28" }, refused = { "duplicate" } },
      { ask = "medication.check", input = { resident = 1, drug = 1 },
        gives = { { code = "duplicate" } } }) },

  { name = "before meals at hours that are not is said", run = function()
    local call = { settings = { breakfast = "07:00", lunch = "11:30", supper = "17:30",
      before_meal = 30, after_meal = 30 }, data = { units = require "data.units" } }
    local function said(meal, ...)
      local list = fitting.warnings(call, { name = "甲药", form = "tablet", unit = "tablet" },
        { unit = "tablet", route = "po", meal = meal, plan = { kind = "clock", times = { ... } } })
      return list[1] and list[1].zh or ""
    end
    assert(said("before", "08:00", "12:00", "16:00"):find("08:00 12:00 16:00 却不是：三餐在 07:00"))
    assert(said("before", "06:30", "11:00", "17:00") == "" and said("any", "08:00") == "")
    assert(said("before", "07:00") ~= "" and said("before", "06:00") == "")
    assert(said("after", "07:30", "12:00", "18:00") == "" and said("after", "06:30") ~= "")
    assert(said("with", "07:00") == "" and said("with", "08:00"):find("随餐"))
    assert(said("empty", "06:00") == "" and said("empty", "07:30") ~= "")
  end },

  { name = "a route that is not the form's is said, an injection is a nurse's",
    at = "2026-11-23T09:00:00+08:00", steps = steps(ward.start,
      ward.drug("奥美拉唑", { form = "enteric_tablet" }),
      ward.drug("呋塞米", { unit = "ampoule", form = "injection" }),
      ward.order({ drug = 3, route = "tube", frequency = "qd" }, { warnings = { { zh =
        "奥美拉唑是肠溶片，通常不这样给：鼻饲。请核对途径和剂型。" } } }),
      ward.order { drug = 4, route = "im", dose = { amount = "1", unit = "ampoule" } },
      ward.tick "12:00",
      ward.merged(ward.refuse(2, "12:00", "given", {}, "outcome", "role"),
        { as = { "caregiver" } }),
      ward.merged(ward.record(2, "12:00", "refused", { reason = "不肯" }), { as = { "caregiver" } }),
      ward.tick "16:00",
      { settings = { injections = "nobody" } },
      ward.merged(ward.refuse(2, "16:00", "given", {}, "outcome", "licence"), { as = { "nurse" } }),
      ward.merged(ward.record(2, "16:00", "self_administered"), { as = { "nurse" } }),
      { settings = { injections = "nurses" } }, ward.tick "2026-11-24T08:00:00",
      ward.merged(ward.record(2, "2026-11-24 08:00", "given"), { as = { "nurse" } }),
      { settings = { injections = "anyone" } }, ward.tick "2026-11-24T12:00:00",
      ward.merged(ward.record(2, "2026-11-24 12:00", "given"), { as = { "caregiver" } })) },
}
