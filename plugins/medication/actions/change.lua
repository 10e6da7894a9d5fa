-- A new version of an order. What is not said stays as it was.
local clock = require "lib.clock"
local enums = require "data.enums"
local fields = require "lib.fields"
local orders = require "lib.orders"
local safety = require "lib.safety"
local standing = require "lib.standing"
local words = require "lib.words"

local same = { "route", "meal", "review", "indication", "prescriber", "document", "class",
  "min_interval", "max_doses", "max_amount", "conditions", "signer", "instruction" }

-- The frequency of the old version, as it would be entered.
local function frequency_of(old)
  local plan = old.plan
  if plan.kind == "rule" then return { rrule = plan.rule } end
  if plan.kind == "elapsed" then return { every = plan.every } end
  return plan.code
end

-- The times of the old version, when they are to go on as they are.
local function keep_times(old, whole)
  if whole.times or old.plan.kind ~= "clock" then return end
  whole.times = old.plan.times
  if old.plan.weekdays and not whole.weekdays then whole.weekdays = old.plan.weekdays end
end

-- Every other day stays the same days, every eight hours the same hours, and a
-- rule its count, also when the frequency is said once more: it is what changes
-- the dose.
local function rule_of(text)
  return type(text) == "string" and text:upper():gsub("^RRULE:", "") or nil
end

local function counts_on(old, frequency)
  if type(frequency) == "string" then
    return old.plan.every_days and frequency:lower():match("^%s*(.-)%s*$") == old.plan.code
  end
  if type(frequency) ~= "table" then return false end
  if old.plan.kind == "rule" then return rule_of(frequency.rrule) == old.plan.rule end
  return old.plan.kind == "elapsed" and frequency.every == old.plan.every
end

-- "2000" of milligrams is no maximum of tablets.
local function check_unit(input, old)
  local told = input.max_amount or (input.prn and input.prn.max_amount)
  if not old.max_amount or told or not input.dose or input.dose.unit == old.unit then return end
  local zh, en = words.of(enums.unit, old.unit)
  refuse("max_amount", "unit", "剂量换了单位，原来的 24 小时最大量 " .. old.max_amount .. " " .. zh
    .. " 要按新单位重新写。", "The dose has another unit: write the maximum in 24 hours, "
    .. old.max_amount .. " " .. en .. " until now, in the new one.")
end

-- What was taken already, early or before somebody entered the change, is not asked
-- for once more (invariant M16). Gives the time of that dose, behind which the change
-- begins.
local function taken_ahead(call, home, old, at)
  local single = old.plan.kind == "once" or old.plan.once
  local taken = home.query("taken_ahead", { course = old.course,
    from = single and old.starts or at })[1]
  if not taken then return nil end
  local due = clock.short(taken.due)
  if single then
    refuse("order", "taken", "这条医嘱只给一次，已经给过。要再给请开新医嘱。",
      "This order is for one dose, which was given. Write a new order for another.")
  elseif call.input.from then
    refuse("from", "taken", due .. " 那一次已按原医嘱给了，更改要从它之后开始。",
      "The dose of " .. due .. " was given by the old order: the change must begin after it.")
  end
  return taken.due
end

local function warn_taken(taken, warnings)
  local due = clock.short(taken)
  table.insert(warnings, 1, { zh = due .. " 那一次已按原医嘱给了，更改从它之后开始。",
    en = "The dose of " .. due .. " was given by the old order: the change begins after it." })
end

local function completed(call, old)
  local whole = copy(call.input)
  check_unit(call.input, old)
  for _, name in ipairs(same) do
    if whole[name] == nil then whole[name] = old[name] end
  end
  if not whole.dose then whole.dose = { amount = old.amount, unit = old.unit } end
  if whole["end"] == nil and not whole.endless then whole["end"] = old.ends end
  if whole.frequency == nil then
    whole.frequency = frequency_of(old)
    keep_times(old, whole)
    if old.as_needed and not whole.prn then whole.prn = {} end
    whole.start, whole.first = old.anchor, old.plan.first
  elseif counts_on(old, whole.frequency) then
    whole.start, whole.first = old.anchor, old.plan.first
  end
  return whole
end

return {
  zh = "更改医嘱", en = "Change an order", permission = "medication.order",
  input = fields.of("order", "from", "reason", "dose", "route", "frequency", "times", "weekdays",
    "meal", "end",
    { name = "endless", type = "boolean", zh = "取消结束时间", en = "Without an end" },
    "review", "indication", "prescriber", "document", "prescription", "class", "prn",
    "min_interval", "max_doses", "max_amount", "conditions", "signer", "instruction", "override",
    "agreed_by", "agreed_how", "agreed_at"),
  output = {
    { name = "order", type = "id", zh = "医嘱", en = "Order" },
    { name = "due", type = "text", zh = "用法", en = "How often" },
    { name = "due_en", type = "text", zh = "用法（英文）", en = "How often" },
    { name = "warnings", type = "json", zh = "提醒", en = "Warnings" },
  },
  run = function(call, home)
    local order = orders.current(call, home, call.input.order)
    local at, old = orders.cut(call, home, order)
    local taken = taken_ahead(call, home, old, at)
    if refused() then stop() end
    if taken then
      at = taken + 60000
      old = standing.at(home, old.course, at)
    end
    local whole = completed(call, old)
    if refused() then stop() end
    whole.start = whole.start or taken or at
    local row, rests = orders.read(call, home, whole, old.resident, home.get("drug", old.drug))
    row.starts = at
    if whole.frequency == frequency_of(old) and call.input.frequency == nil then
      row.own_times = old.own_times or call.input.times ~= nil
    end
    if row.ends and row.ends <= at then
      refuse("end", "order", "结束要晚于更改的时间。", "The end must come after the change.")
    end
    if refused() then stop() end

    local id, warnings = orders.succeed(call, home, old.course, row, rests, call.input.reason)
    for _, each in ipairs(safety.at_order(call, home, row)) do warnings[#warnings + 1] = each end
    if taken then warn_taken(taken, warnings) end
    home.publish("changed", "resident:" .. old.resident,
      { order = id, replaces = old.id, resident = old.resident, drug = old.drug, from = at })
    return { order = id, due = row.often, due_en = row.often_en,
      warnings = warnings }
  end,
}
