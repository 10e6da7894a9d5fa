-- The prescription that an order rests on: its length, its renewal, and doses that
-- never depend on it.
local lengths = require("data.prescription_days")[1].lengths
local enums = require "data.enums"
local drug_enums = require "data.drug_enums"
local ward = require "tests.lib.ward"
local steps, act, no, tick = ward.steps, ward.act, ward.no, ward.tick

local function rests(more, extra)
  return ward.merged({ prescription = ward.merged({ issued = "2026-11-23" }, more) }, extra)
end

local function order(more, extra, gives)
  return ward.order(rests(more, extra), gives)
end

local function refused(more, extra, ...)
  return ward.refused(rests(more, extra), ...)
end

-- What is asked for now or within two days.
local function asked(rows)
  return { ask = "core.duties", input = { kind = "medication.renew_prescription",
    state = rows.state or "open" }, rows = #rows, gives = rows }
end

local function listed(rows, more)
  return { ask = "medication.prescriptions", input = more or {}, rows = #rows, gives = rows }
end

local function of_order(rows, id)
  return { ask = "medication.order_prescriptions", input = { order = id or 1 }, rows = #rows,
    gives = rows }
end

-- The nth schedule's occurrence; the orders of these tests have the third, the
-- reminder of the first order the fourth.
local function renew(version, text, outcome, more, gives, extra)
  return ward.merged({ do_ = "medication.renew_prescription", gives = gives,
    input = ward.merged({ duty = ward.duty(version, text), outcome = outcome }, more) }, extra)
end

local function controlled(mark, form)
  return ward.drug("管制药", { controlled = mark, form = form })
end

return {
  { name = "each kind, mark and form of a drug has one length", run = function(rules)
    for _, kind in ipairs(enums.prescription) do
      for _, mark in ipairs(drug_enums.controlled) do
        for _, form in ipairs(drug_enums.form) do
          local limit, fault = rules.prescription(lengths, {}, { kind = kind.value,
            controlled = mark.value, form = form.value, days = 1 }, true)
          assert(limit.days >= 1 and limit.source ~= "" and fault == nil)
        end
      end
    end
    local function most(kind, mark, form)
      return rules.prescription(lengths, {}, { kind = kind, controlled = mark, form = form,
        days = 1 }).days
    end
    assert(most("ordinary", "none", "tablet") == 7 and most("emergency", "none", "tablet") == 3)
    assert(most("long_term", "none", "tablet") == 84)
    assert(most("ordinary", "narcotic", "injection") == 1)
    assert(most("long_term", "narcotic", "slow_tablet") == 7)
    assert(most("ordinary", "psychotropic_1", "patch") == 3)
    assert(most("pain", "narcotic", "injection") == 3 and most("pain", "narcotic", "pill") == 7)
    assert(most("pain", "psychotropic_1", "slow_capsule") == 15)
    assert(most("long_term", "psychotropic_2", "tablet") == 7)
  end },

  { name = "longer than the rule: a reason, or not at all", steps = steps(ward.start,
    controlled("narcotic", "slow_tablet"),
    refused({ days = 8 }, {}, "prescription.longer_because", "needs_reason"),
    refused({ days = 85, kind = "long_term", longer_because = "路远" }, {}, "prescription.days",
      "too_long"),
    refused({ days = 8, longer_because = "疼痛" }, { drug = 3 }, "prescription.days", "too_long"),
    refused({ days = 16, kind = "pain" }, { drug = 3 }, "too_long"),
    { ask = "medication.orders", rows = 0 },
    order { days = 14, longer_because = "慢性病，往返不便" },
    order({ days = 15, kind = "pain" }, { drug = 3 }),
    of_order { { days = 14, most = 7, longer_because = "慢性病，往返不便", last = "2026-12-06" } },
    { settings = { prescription_longer = "refuse" } },
    no("enter_prescription", { order = 1, issued = "2026-11-23", days = 14,
      longer_because = "慢性病" }, "days", "too_long"),
    act("enter_prescription", { order = 1, issued = "2026-11-23", days = 7 })) },

  { name = "a home sets its own days, with the rule that says so", steps = steps(ward.start,
    no("set_length", { key = "ordinary", days = 14 }, "source"),
    no("set_length", { key = "annual", days = 14, source = "x2" }, "key", "unknown"),
    act("set_length", { key = "ordinary", days = 14, source = "市卫健委 2026 年 3 号" }),
    { ask = "medication.lengths", rows = #lengths, gives = { { key = "ordinary", days = 14,
      own = true, source = "市卫健委 2026 年 3 号" }, { key = "emergency", days = 3, own = false } } },
    order { days = 14 }, of_order { { most = 14, rule = "市卫健委 2026 年 3 号" } },
    act("set_length", { key = "ordinary" }),
    refused({ days = 14 }, { drug = 2 }, "prescription.longer_because")) },

  { name = "days and dates of a prescription are checked", steps = steps(ward.start,
    refused({ issued = "2026-11-24", days = 3 }, {}, "prescription.issued", "future"),
    refused({ issued = "2024-11-24", days = 3 }, {}, "prescription.issued", "range"),
    refused({}, {}, "prescription.days", "required"),
    refused({ days = 3, last = "2026-11-26" }, {}, "prescription.days", "differ"),
    refused({ last = "2026-11-22" }, {}, "prescription.last", "order"),
    refused({ first = "2026-11-22", days = 3 }, {}, "prescription.first"),
    ward.refused({ prescription = { days = 3 } }, "prescription.issued", "required"),
    ward.order({ drug = 2, prescription = {} }), of_order {},
    order { days = 3, last = "2026-11-25", number = "RX-7" },
    of_order({ { first = "2026-11-23", last = "2026-11-25", days = 3, number = "RX-7",
      prescriber = "李医师", kind = "ordinary" } }, 2)) },

  { name = "the duty to renew it comes before the end and is done by the new one",
    steps = steps(ward.start,
      order({ kind = "long_term", days = 28, number = "RX-1" }, { frequency = "qd" }),
      -- 23 November to 20 December; asked for seven days before
      tick "2026-12-12T10:00:00",
      asked { { due = "2026-12-13T09:00:00+08:00", state = "upcoming" } },
      tick "2026-12-13T09:05:00", asked { { state = "due" } },
      listed { { order = 1, left = 7, state = "ending", tone = "late", last = "2026-12-20",
        number = "RX-1", duty = ward.duty(2, "2026-12-13 09:00") } },
      renew(2, "2026-12-13 09:00", "later", {}, nil, { refused = { "reason" } }),
      renew(2, "2026-12-13 09:00", "done", {}, nil, { refused = { "issued" } }),
      renew(2, "2026-12-13 09:00", "done", { issued = "2026-12-12", days = 28 }, nil,
        { refused = { "longer_because" } }),
      renew(2, "2026-12-13 09:00", "done", { issued = "2026-12-12", first = "2026-12-21",
        days = 28, kind = "long_term", number = "RX-2" }, { prescription = 2,
        last = "2027-01-17" }),
      { ask = "core.duties", input = { kind = "medication.renew_prescription", state = "done" },
        rows = 1, gives = { { outcome = "done" } } },
      listed {}, listed({ { last = "2027-01-17", state = "running" } }, { all = true }),
      of_order { { prescription = 2, replaces = 1, number = "RX-2" },
        { prescription = 1, number = "RX-1", tone = "plain" } },
      -- the order and its doses are the same
      { ask = "medication.order_history", input = { order = 1 }, rows = 1 },
      tick "2027-01-10T09:05:00", asked { { due = "2027-01-10T09:00:00+08:00" } }) },

  { name = "not answered it grows louder, put off it asks again", steps = steps(ward.start,
    order({ kind = "long_term", days = 28 }, { frequency = "qd" }),
    tick "2026-12-13T09:05:00",
    renew(2, "2026-12-13 09:00", "later", { reason = "医师下周来" }),
    asked { { state = "upcoming", due = "2026-12-15T09:00:00+08:00" } },
    tick "2026-12-15T09:05:00", asked { { state = "due" } },
    tick "2026-12-20T00:05:00", asked { { state = "late" } },
    tick "2026-12-21T00:05:00", asked { { state = "missed" } },
    renew(3, "2026-12-15 09:00", "later", { reason = "医师请假" }),
    tick "2026-12-22T09:05:00", asked { { due = "2026-12-22T09:00:00+08:00" } }) },

  { name = "past its end doses go on being due, and every line says so", steps = steps(ward.start,
    order({ days = 3 }, { frequency = "qd" }), order({ days = 3 }, { drug = 2, frequency = "qd" }),
    ward.drug "丙药",
    order({ days = 3 }, { drug = 3, frequency = "prn",
      prn = { reason = "疼痛", min_interval = 240, max_doses = 2 } }),
    act("hold", { order = 2, reason = "等化验", from = "2026-11-26T00:00:00+08:00" }),
    tick "2026-11-26T07:55:00",
    { ask = "medication.round", rows = 4, gives = {
      { due = "2026-11-25T08:00:00+08:00" }, { due = "2026-11-25T08:00:00+08:00" },
      { due = "2026-11-26T08:00:00+08:00", reasons = {
        { zh = "处方已于 2026-11-25 到期：药照常到点，请续方。" } } },
      { state = "held", reasons = { { zh = "暂停：等化验" },
        { zh = "处方已于 2026-11-25 到期：药照常到点，请续方。" } } } } },
    { ask = "medication.sheet", input = { unit = "一病区", from = "2026-11-26T00:00:00+08:00",
      to = "2026-11-27T00:00:00+08:00" }, rows = 4, gives = {
      { prescription_over = null }, { prescription_over = null },
      { prescription_over = "2026-11-25" }, { prescription_over = "2026-11-25" } } },
    { ask = "medication.prn_orders", rows = 1, gives = { { prescription_over = "2026-11-25" } } },
    tick "2026-11-26T08:05:00",
    listed { { order = 1, state = "over", tone = "alarm", left = -1 }, { order = 2 },
      { order = 3 } },
    ward.record(1, "2026-11-26 08:00", "given"),
    act("stop", { order = 2, reason = "医师停药" }), act("stop", { order = 3, reason = "不痛了" }),
    listed { { order = 1 } }, asked { {} }) },

  { name = "a new one before the duty, an end and a stop take the duty away",
    steps = steps(ward.start,
      order({ kind = "long_term", days = 28 }, { frequency = "qd" }),
      order({ kind = "long_term", days = 28 }, { drug = 2, frequency = "qd",
        ["end"] = "2026-12-20" }),
      tick "2026-12-13T09:05:00", asked { { subject = "prescription:1" } },
      act("enter_prescription", { order = 1, issued = "2026-12-13", kind = "long_term",
        days = 84 }, { last = "2027-03-06" }),
      asked {},
      -- an end behind the prescription's last day asks for one
      act("change", { order = 2, reason = "延长", endless = true }), asked { {} },
      act("change", { order = 3, reason = "缩短", ["end"] = "2026-12-18" }), asked {},
      act("change", { order = 4, reason = "新处方", endless = true,
        prescription = { issued = "2026-12-13", days = 7 } }), asked {},
      of_order({ { last = "2026-12-19" }, {} }, 5),
      tick "2026-12-16T09:05:00", asked { {} },
      act("stop", { order = 5, reason = "停药" }), asked {},
      no("enter_prescription", { order = 5, issued = "2026-12-13", days = 7 }, "ended")) },

  { name = "a stop that a change keeps asks for no prescription behind it", steps = steps(
    ward.start, order { days = 7 }, tick "09:30",
    act("stop", { order = 1, reason = "停药", from = "2026-11-25T08:00:00+08:00" }), asked {},
    act("change", { order = 1, reason = "减量", dose = { amount = "0.5", unit = "tablet" } }),
    tick "2026-11-29T09:05:00", asked {}) },
}
