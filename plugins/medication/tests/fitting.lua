-- A dose, a plan and a route that don't suit the drug, or one another.
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
}
