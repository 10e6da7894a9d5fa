-- An as-needed dose: on no schedule, so it makes its own occurrence. That of an sos
-- order waits for it already.
local clock = require "lib.clock"
local fields = require "lib.fields"
local giving = require "lib.giving"
local pauses = require "lib.pauses"
local standing = require "lib.standing"
local words = require "lib.words"

-- Only what may be given as needed is offered.
local of_order = copy(fields.order)
of_order.page = "prn"

local function check_order(call, home, order, at)
  if call.input.resident and call.input.resident ~= order.resident then
    refuse("order", "other", "这条医嘱是另一位老人的。请重新选。",
      "This order is another resident's: choose again.")
  end
  if not order.as_needed then
    refuse("order", "scheduled", "这条医嘱按时给药，请在发药中记录。",
      "This order is on a schedule: record its dose in the round.")
  end
  giving.within(order, standing.ending(home, order), at)
end

local function check_pause(call, home, order, dose)
  local course = home.get("course", order.course)
  for _, pause in ipairs(pauses.open(home, course)) do
    if pause.starts <= dose.at then
      local zh, en = words.reason(pause.reason)
      giving.hard_stop(call, dose, "order", "held", "这条医嘱已暂停（" .. zh .. "）。",
        "This order is held (" .. en .. ").")
    end
  end
end

-- The one dose of an sos order, while nobody has recorded it.
local function waiting(home, order)
  local dose = home.query("sos_dose", { order = order.id })[1]
  if dose then return dose end
  refuse("order", "sos", "这条 sos 医嘱只给一次，已经记录过。",
    "This sos order is for one dose, which was recorded.")
  stop()
end

local function keep(call, home, order, at, schedule)
  home.insert("prn_dose", { course = order.course, for_order = order.id, at = at,
    schedule = schedule, effect = giving.ask_effect(call, home, order, schedule, at) })
end

-- A schedule of its own, and who looks how it worked. Gives the dose as the stock
-- knows it, and what the core is to record.
local function open(call, home, order, at)
  if order.plan.once then
    local dose = waiting(home, order)
    keep(call, home, order, at, dose.schedule)
    return dose, dose.plan
  end
  -- its time may be corrected, to an earlier one as well
  local spec = { subject = "resident:" .. order.resident, at = at, data = { order = order.id },
    windows = { early = clock.period(1440), late = clock.period(1440),
      missed = clock.period(1440) } }
  if order.signer then spec.second_signer = { outcomes = array { "given" } } end
  local schedule = home.schedule("dose", spec)
  keep(call, home, order, at, schedule)
  return { schedule = schedule }, schedule
end

return {
  zh = "必要时给药", en = "Give as needed", permission = "medication.give",
  records = "dose", opens = true,
  input = fields.of(of_order,
    { name = "resident", type = "ref", to = "residents.resident", zh = "老人（核对）",
      en = "Resident (to check)" },
    { name = "outcome", type = "text", max = 20, required = true, default = "given",
      zh = "结果", en = "Outcome" },
    "at",
    { name = "reason", type = "text", min = 2, max = 500, required = true, zh = "为什么给",
      en = "Why it is given" },
    "amount", "signs", "pulse", "systolic", "diastolic", "glucose", "temperature", "breaths",
    "oxygen", "pain", "note", "override", "agreed_by", "agreed_how", "agreed_at", "stock_note"),
  output = {
    { name = "effect_due", type = "instant", zh = "几时查看效果", en = "Effect to be seen at" },
    { name = "warnings", type = "json", zh = "提醒", en = "Warnings" },
  },
  run = function(call, home)
    local outcome, at = call.input.outcome, call.input.at or call.happened_at
    local order = home.get("order", call.input.order)
    if outcome ~= "given" and outcome ~= "self_administered" then
      refuse("outcome", "unknown", "必要时给药只记已给或自服。",
        "As-needed doses are given or self-administered.")
    end
    if at > call.now + 60000 then
      refuse("at", "future", "时间还没到，不能先记。", "This time has not come yet.")
    end
    check_order(call, home, order, at)
    if refused() then stop() end
    local dose = giving.dose(call, home, order, outcome, at)
    check_pause(call, home, order, dose)
    if refused() then stop() end
    local facts = giving.facts(call, order, outcome, at)
    giving.check(call, home, order, dose, facts)
    local duty, schedule = open(call, home, order, at)
    if not dose.own then giving.take(call, home, order, duty) end
    if refused() then stop() end
    return { schedule = schedule, facts = facts, warnings = dose.warnings,
      effect_due = at + call.settings.effect_minutes * 60000 }
  end,
}
