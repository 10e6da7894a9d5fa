-- What is looked at before a dose counts as taken: signs, limits, allergies,
-- stock. A hard stop may be overridden with a reason by two people.
local again = require "lib.again"
local amounts = require "lib.amounts"
local clock = require "lib.clock"
local daily = require "lib.daily"
local enums = require "data.enums"
local injecting = require "lib.injecting"
local safety = require "lib.safety"
local words = require "lib.words"

local giving = {}

function giving.taken(outcome)
  return outcome == "given" or outcome == "self_administered"
end

-- Refuses what nobody should do, unless a reason is given and another person
-- has signed in. True when it was overridden. What the resident took of their own has
-- happened: it is a warning of that dose.
function giving.hard_stop(call, dose, field, code, zh, en)
  if dose.own then
    dose.warnings[#dose.warnings + 1] = { zh = zh, en = en }
    return false
  end
  local override = call.input.override
  if override and call.second then return true end
  refuse(field, code, zh .. "确需给药，请写破例理由，并由第二人当场签名。",
    en .. " To give it all the same, write a reason and let a second person sign.")
  if override then
    refuse("second", "required", "破例要另一个人当场签名。",
      "An override needs another person to sign in for it.")
  end
  return false
end

-- Signs come as a list, or as fields of their own (pulse = "72").
function giving.signs(call)
  local list = array {}
  for _, each in ipairs(call.input.signs or {}) do list[#list + 1] = each end
  for _, sign in ipairs(enums.sign) do
    local value = call.input[sign.value]
    if value then list[#list + 1] = { sign = sign.value, value = value } end
  end
  return list
end

local function check_signs(call, order, dose, signs)
  local missing, broken = call.rules.signs(order.conditions, signs)
  for _, sign in ipairs(dose.own and {} or missing) do
    local zh, en = words.of(enums.sign, sign)
    refuse(sign, "required", "给这种药前要先测" .. zh .. "。",
      "This medicine needs the value first: " .. en .. ".")
  end
  local overridden = false
  for _, each in ipairs(broken) do
    local zh, en = words.of(enums.sign, each.sign)
    local bound = each.below or each.above
    overridden = giving.hard_stop(call, dose, each.sign, "hold",
      zh .. " " .. each.value .. (each.below and "，低于 " or "，高于 ") .. bound .. "：应暂缓。",
      en .. " " .. each.value .. (each.below and ", below " or ", above ") .. bound ..
        ": hold this dose.") or overridden
  end
  return overridden
end

-- Doses of the course that were taken around a time, without `except`, in the unit
-- of the order: an earlier version may have been written in another. What can't be
-- turned into it counts as a dose of this one. An order of the same drug that is
-- over has used up the maximum as if it were this one.
local function taken_near(call, home, order, at, except, others)
  local doses, units = array {}, call.data.units[1].units
  local drug, wide = home.get("drug", order.drug), again.span(order)
  local function add(row)
    doses[#doses + 1] = { at = row.at, order = row.order, unit = order.unit,
      amount = amounts.turned(units, drug, row, order.unit) or order.amount }
  end
  for _, row in ipairs(home.query("doses_near", { course = order.course, from = at - wide,
    to = at + wide })) do
    if row.duty ~= except then add(row) end
  end
  for _, other in ipairs(others) do
    if other.drug == order.drug and other.over and other.over <= at then add(other) end
  end
  return doses
end

-- The minimum interval holds between all doses of what is inside, by whichever order.
local function check_interval(call, order, dose, doses, others)
  local all, by = copy(doses), {}
  for _, other in ipairs(others) do
    all[#all + 1], by[other.at] = other, other
  end
  local overridden = false
  for _, fault in ipairs(call.rules.limits(all, dose, { min_interval = order.min_interval })) do
    local zh, en = fault.zh, fault.en
    if by[fault.at] then
      local other, other_en = again.text(order, by[fault.at])
      zh, en = zh .. other .. "（另一条医嘱）。", en .. " By another order, " .. other_en .. "."
    end
    overridden = giving.hard_stop(call, dose, "at", fault.code, zh, en) or overridden
  end
  return overridden
end

-- A question to who gives, to be answered by a reason. As needed everybody says why it is
-- given, so that is no answer to it. `field`: at which it is an override.
local function ask_why(call, order, dose, field, code, told)
  if order.as_needed or dose.own then
    return giving.hard_stop(call, dose, field, code, told.zh, told.en)
  end
  if not call.input.reason then
    refuse("reason", code, told.zh .. "不用再给请选暂缓；确要再给，请写原因。",
      told.en .. " If it is not to be given again choose held; if it is, say why.")
  end
  return false
end

-- What the dose before did: an order may be held after an effect; after an adverse reaction
-- somebody has thought about it in any case.
local function check_effect(call, home, order, dose)
  local last = home.query("last_effect", { resident = order.resident, drug = order.drug,
    before = dose.at, except = call.duty and call.duty.schedule })[1]
  if not last then return false end
  local zh, en = words.of(enums.effect, last.effect)
  zh = clock.short(last.at) .. " 用后：" .. zh .. "。"
  en = "After the dose of " .. clock.short(last.at) .. ": " .. en:lower() .. "."
  for _, condition in ipairs(order.conditions or {}) do
    if condition.effect == last.effect then
      return giving.hard_stop(call, dose, "override", "hold", zh .. "按医嘱应暂缓。",
        en .. " The order says to hold it.")
    end
  end
  if last.effect ~= "adverse" then return false end
  return ask_why(call, order, dose, "override", "adverse", { zh = zh, en = en })
end

-- The order before gave it already.
local function check_again(call, order, dose, doses, others)
  local before = again.before(order, doses, others, dose.at)
  if not before then return false end
  local zh, en = again.text(order, before)
  zh = zh .. (before.order and "（按更改前的医嘱）。" or "（按已停的医嘱）。")
  en = en:gsub("^%l", string.upper) .. (before.order and " before the order was changed."
    or " by an order that has ended.")
  return ask_why(call, order, dose, "at", "given_before", { zh = zh, en = en })
end

local function check_limits(call, home, order, dose)
  local wide = again.span(order)
  local others = again.taken(home, order, dose.at - wide, dose.at + wide)
  local doses = taken_near(call, home, order, dose.at, dose.except, others)
  local overridden
  if order.min_interval then
    overridden = check_interval(call, order, dose, doses, others)
  else
    overridden = check_again(call, order, dose, doses, others)
  end
  for _, fault in ipairs(call.rules.limits(doses, dose, { max_doses = order.max_doses,
    max_amount = order.max_amount, unit = order.unit })) do
    overridden = giving.hard_stop(call, dose, "at", fault.code, fault.zh, fault.en) or overridden
  end
  return overridden
end

-- The daily maximum of an ingredient, over all medicines of the resident. Gives
-- what is overridden, and the agreement to it.
local function check_daily(call, home, order, dose)
  local overridden = array {}
  for _, fault in ipairs(daily.at_giving(call, home, order, dose)) do
    if giving.hard_stop(call, dose, "at", fault.code, fault.zh, fault.en) then
      overridden[#overridden + 1] = fault
    end
  end
  return overridden, #overridden > 0 and safety.agreement(call, overridden) or nil
end

local function check_amount(call, order, amount)
  if decimal.cmp(amount, "0") <= 0 then
    refuse("amount", "range", "实给剂量要大于 0。没有给药请选别的结果。",
      "The amount must be more than 0. If nothing was given choose another outcome.")
  elseif decimal.cmp(amount, order.amount) ~= 0 and not call.input.reason then
    refuse("reason", "dose_differs", "实给剂量与医嘱的 " .. order.dose .. " 不同，请写原因。",
      "The amount is not the order's " .. (order.dose_en or order.amount) .. ": say why.")
  end
end

-- Facts of an outcome; only what the order does not say already, since they
-- are kept with every dose.
function giving.facts(call, order, outcome, at)
  local input, facts = call.input, {}
  local signs = giving.signs(call)
  if #signs > 0 then facts.signs = signs end
  if input.amount and giving.taken(outcome) and decimal.cmp(input.amount, order.amount) ~= 0 then
    facts.amount = input.amount
  end
  if call.now - at > call.settings.back_entry * 60000 then facts.late_entry = true end
  facts.note = input.note
  return facts
end

-- A dose as it is checked, nil when none was taken. `own`: the resident took of what they
-- keep themselves, not of what the home keeps for them. `except`: its own duty.
function giving.dose(call, home, order, outcome, at, except)
  if not giving.taken(outcome) then return nil end
  return { outcome = outcome, at = at, amount = call.input.amount or order.amount,
    unit = order.unit, except = except, own = outcome ~= "given" and not safety.keeps(home, order),
    warnings = array {} }
end

-- All checks of a dose that was taken. What is no reason to stop is in its `warnings`.
function giving.check(call, home, order, dose, facts)
  check_amount(call, order, dose.amount)
  injecting.check(call, order, dose.outcome)
  local broken = check_signs(call, order, dose, facts.signs)
  broken = check_effect(call, home, order, dose) or broken
  broken = check_limits(call, home, order, dose) or broken
  local above, told = check_daily(call, home, order, dose)
  if broken or #above > 0 then facts.override = call.input.override end
  if refused() then stop() end
  local look = dose.own and safety.at_own or safety.at_giving
  for _, text in ipairs(look(call, home, order, dose.at)) do
    dose.warnings[#dose.warnings + 1] = text
  end
  if dose.own then return end
  safety.keep_override(call, home, order, above, told)
  if call.input.override and not facts.override then facts.override = call.input.override end
end

-- What a dose takes out of the stock. `duty`: its own, or { schedule } where it opens
-- one. Two people sign for what the order says, or the drug as it is now.
function giving.take(call, home, order, duty)
  local amount = call.input.amount
  safety.take(call, home, order, duty,
    amount and decimal.cmp(amount, order.amount) ~= 0 and amount or nil)
  local two = order.signer or safety.needs_two(call, home.get("drug", order.drug))
  if two and not call.second and not refused() then
    refuse("second", "required", "这种药要另一个人当场签名。",
      "This medicine needs another person to sign in for it.")
  end
end

-- Future times are the core's to refuse; here the time must be the order's. It may have
-- begun before it was entered, a change of it may not.
function giving.within(order, ending, at)
  if at < (order.version == 1 and order.anchor or order.starts) then
    refuse("at", "before_start", "这个时间医嘱还没有开始。", "The order had not begun then.")
  elseif (ending and ending.at <= at) or (order.ends and order.ends < at) then
    local last = ending and ending.at or order.ends
    refuse("at", "ended", "医嘱在 " .. clock.short(last) .. " 已经结束。",
      "The order ended at " .. clock.short(last) .. ".")
  end
end

-- Somebody looks later how an as-needed dose worked.
function giving.ask_effect(call, home, order, schedule, at)
  local minutes = call.settings.effect_minutes
  return home.schedule("effect_check", {
    subject = "resident:" .. order.resident, at = at + minutes * 60000,
    data = { order = order.id, dose = schedule },
    windows = { early = clock.period(minutes) },
  })
end

-- After a correction: one check is open of what was taken, at its time (`at`, nil when it
-- was not); what somebody saw already is not asked for again.
function giving.follow_effect(call, home, order, dose, at)
  local check = dose.effect and home.query("effect_check", { schedule = dose.effect })[1]
  if check and check.seen then return end
  if check and at and check.due == at + call.settings.effect_minutes * 60000 then return end
  if check then home.stop(dose.effect, check.due) end
  home.update("prn_dose", dose.id, {
    effect = at and giving.ask_effect(call, home, order, dose.schedule, at) or null })
end

return giving
