-- Records one dose: given, or why not. The core writes the outcome; this
-- looks at it first. A correction comes the same way, with what it supersedes.
local alarms = require "lib.alarms"
local fields = require "lib.fields"
local giving = require "lib.giving"
local safety = require "lib.safety"
local standing = require "lib.standing"

-- Outcomes that only some doses can have.
local function check_outcome(call, home, order, outcome, at)
  local sos = order.plan.kind == "needed" and order.plan.once
  if outcome == "lapsed" and not sos then
    refuse("outcome", "not_sos", "只有 sos 医嘱才会失效。", "Only an sos order can lapse.")
  elseif outcome == "lapsed" and call.now <= order.ends then
    refuse("outcome", "valid", "这条 sos 医嘱还在有效期内。", "This sos order is still valid.")
  elseif outcome == "missed" and call.duty.state ~= "late" and call.duty.state ~= "missed"
    and not call.input.supersedes then
    refuse("outcome", "not_late", "还没有过时，不能记为漏服。", "It is not late yet.")
  elseif giving.taken(outcome) and sos and at > order.ends then
    refuse("at", "lapsed", "sos 医嘱已过时限失效，不能再给。", "This sos order has lapsed.")
  elseif giving.taken(outcome) and order.as_needed and not sos then
    giving.within(order, standing.ending(home, order), at)
  end
end

local function check_held(call, dose)
  if call.duty.state == "held" and dose and not dose.own and not call.input.reason then
    refuse("reason", "held", "这一次已暂停（请假、住院或医嘱）。确已给药，请写原因。",
      "This dose is held (leave, hospital or order). If it was given, say why.")
  end
end

-- What the dose took out of the stock, or puts back.
local function book(call, home, order, dose)
  if dose and not dose.own then
    giving.take(call, home, order, call.duty)
  elseif call.input.supersedes then
    safety.put_back(call, home, call.duty)
  end
end

-- An alarm about a dose that is recorded now rings no more.
local function quiet(call, home)
  local alarm = home.find("alarm", { dose = call.duty.duty })[1]
  if alarm then alarms.quiet(home, alarm) end
end

local function effect(call, home, order, outcome, at)
  local schedule = call.duty.schedule
  local dose = home.find("prn_dose", { schedule = schedule })[1]
  if dose then
    giving.follow_effect(call, home, order, dose, giving.taken(outcome) and at or nil)
  elseif order.as_needed and giving.taken(outcome) then
    home.insert("prn_dose", { course = order.course, for_order = order.id, at = at,
      schedule = schedule, effect = giving.ask_effect(call, home, order, schedule, at) })
  end
end

return {
  zh = "记录给药", en = "Record a dose", permission = "medication.give", records = "dose",
  input = fields.need(fields.of(
    { name = "duty", type = "text", max = 60, required = true, zh = "给药任务", en = "Dose" },
    "outcome", "at", "why", "amount", "signs", "pulse", "systolic", "diastolic", "glucose",
    "temperature", "breaths", "oxygen", "pain", "note", "override", "agreed_by",
    "agreed_how", "agreed_at", "stock_note",
    { name = "supersedes", type = "integer", zh = "更正哪一条", en = "Corrects" },
    { name = "version", type = "integer", zh = "版本", en = "Version" }), "outcome"),
  output = { { name = "late_entry", type = "boolean", zh = "补记", en = "Entered late" },
    { name = "warnings", type = "json", zh = "提醒", en = "Warnings" } },
  run = function(call, home)
    local outcome, at = call.input.outcome, call.input.at or call.happened_at
    local order = home.get("order", call.duty.data.order)
    check_outcome(call, home, order, outcome, at)
    local dose = giving.dose(call, home, order, outcome, at, call.duty.duty)
    check_held(call, dose)
    if refused() then stop() end
    local facts = giving.facts(call, order, outcome, at)
    if dose then giving.check(call, home, order, dose, facts) end
    if refused() then stop() end
    book(call, home, order, dose)
    if refused() then stop() end
    quiet(call, home)
    effect(call, home, order, outcome, at)
    return { facts = facts, late_entry = facts.late_entry or false,
      warnings = dose and dose.warnings }
  end,
}
