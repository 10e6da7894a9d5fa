-- Whether the dose of an order suits its drug.
local amounts = require "lib.amounts"
local clock = require "lib.clock"
local daily = require "lib.daily"
local drug_enums = require "data.drug_enums"
local enums = require "data.enums"
local form_routes = require "data.form_routes"
local injecting = require "lib.injecting"
local words = require "lib.words"

local fitting = {}

-- What is counted piece by piece holds no millilitres and no drops.
local solid = { tablet = true, capsule = true, pill = true, sachet = true, patch = true,
  suppository = true }
-- Nobody knows how many of these a bottle holds: the dose is right, no stock is booked.
local parts = { drop = true, puff = true, application = true }

local function kind_of(units, value)
  for _, unit in ipairs(units) do
    if unit.value == value then return unit.kind end
  end
end

-- "exact": the dose is so much of the stock; "part": of what is in a box; "unknown": the drug
-- list does not say enough to count it; nil: it is no amount of this drug.
local function fit(units, drug, value)
  if amounts.turned(units, drug, { amount = "1", unit = value }, drug.unit) then return "exact" end
  local kind = kind_of(units, value)
  if parts[value] then return not solid[drug.unit] and "part" or nil end
  if kind == "count" or (kind == "volume" and solid[drug.unit]) then return nil end
  local held = drug.strength_unit and kind_of(units, drug.strength_unit)
  -- an ampoule of 20 mg given by the millilitre, a bottle of 100 ml by the milligram
  local known = held and held ~= "volume" and kind ~= "volume"
  return not known and "unknown" or nil
end

local function fitting_units(units, drug)
  local zh, en = {}, {}
  for _, unit in ipairs(units) do
    if fit(units, drug, unit.value) then zh[#zh + 1], en[#en + 1] = unit.zh, unit.en end
  end
  return table.concat(zh, "、"), table.concat(en, ", ")
end

-- Refuses a dose in a unit that is none of this drug.
function fitting.check_unit(call, drug, row)
  local units = call.data.units[1].units
  if not row.unit or fit(units, drug, row.unit) then return end
  local unit, unit_en = words.of(enums.unit, row.unit)
  local kept, kept_en = words.of(enums.unit, drug.unit)
  local list, list_en = fitting_units(units, drug)
  refuse("dose.unit", "unit", drug.name .. "按“" .. kept .. "”计数，剂量不能写“" .. unit
    .. "”。可以写：" .. list .. "。", drug.name .. " is counted in " .. kept_en
    .. ": a dose in " .. unit_en .. " is none of it. These fit: " .. list_en .. ".")
end

-- The least minutes between two doses of times by the clock or an interval; nil of others.
local function least_gap(plan)
  if plan.kind == "elapsed" then return plan.ms // 60000 end
  if plan.kind ~= "clock" then return nil end
  local cycle = plan.every_days or (plan.weekdays and 7) or 1
  local points = array {}
  for _, day in ipairs(plan.weekdays or { 1 }) do
    for _, text in ipairs(plan.times) do
      points[#points + 1] = (day - 1) * 1440 + clock.minutes(text)
    end
  end
  table.sort(points)
  local gap = cycle * 1440 + points[1] - points[#points]
  for i = 2, #points do gap = math.min(gap, points[i] - points[i - 1]) end
  return gap
end

local function contradicts(field, row, zh, en)
  refuse(field, "plan", row.often .. "：" .. zh .. "照这样写，给药会被拦下。请核对。",
    row.often_en .. ": " .. en .. " Written like this doses would be stopped: check it.")
end

-- Refuses limits that the order's own times can't keep to.
function fitting.check_limits(call, home, row)
  if row.as_needed or not row.plan or not row.amount then return end
  local gap = least_gap(row.plan)
  if gap and row.min_interval and row.min_interval > gap then
    contradicts("min_interval", row, "两次最近只隔 " .. gap .. " 分钟，最短间隔却是 "
      .. row.min_interval .. " 分钟。", "two doses are " .. gap
      .. " minutes apart, the minimum interval is " .. row.min_interval .. ".")
  end
  if not row.max_doses and not row.max_amount then return end
  local count = daily.planned(home, row, call.now)
  if count and row.max_doses and count > row.max_doses then
    contradicts("max_doses", row, "24 小时内有 " .. count .. " 次，最多却是 " .. row.max_doses
      .. " 次。", count .. " doses in 24 hours, " .. row.max_doses .. " at most.")
  end
  local amount = count and decimal.mul(row.amount, tostring(count))
  if amount and row.max_amount and decimal.cmp(amount, row.max_amount) > 0 then
    contradicts("max_amount", row, "24 小时内共 " .. amount .. "，最大量却是 " .. row.max_amount
      .. "。", amount .. " in 24 hours, " .. row.max_amount .. " at most.")
  end
end

-- Minutes from the nearest meal before a time of the day, and to the next one.
local function around(meals, text)
  local at, since, until_ = clock.minutes(text), 1440, 1440
  for _, meal in ipairs(meals) do
    since = math.min(since, (at - clock.minutes(meal)) % 1440)
    until_ = math.min(until_, (clock.minutes(meal) - at) % 1440)
  end
  return since, until_
end

-- Whether a time keeps to what is said of food, loosely: within an hour or what the home
-- has set before a meal, two hours after it.
local function keeps(meal, settings, since, until_)
  if meal == "before" then return until_ > 0 and until_ <= math.max(60, settings.before_meal) end
  if meal == "after" then return since > 0 and since <= math.max(120, settings.after_meal) end
  if meal == "with" then return since <= 30 or until_ <= 30 end
  return since >= 60 and until_ >= 15
end

-- "Before meals" at hours that are not: the order's times are those of its code.
local function meal_warning(call, row)
  local set = call.settings
  local meals, off = { set.breakfast, set.lunch, set.supper }, {}
  if not row.meal or row.meal == "any" or row.plan.kind ~= "clock" then return nil end
  for _, meal in ipairs(meals) do
    if not clock.minutes(meal) then return nil end
  end
  for _, text in ipairs(row.plan.times) do
    if not keeps(row.meal, set, around(meals, text)) then off[#off + 1] = text end
  end
  if #off == 0 then return nil end
  local zh, en = words.of(enums.meal, row.meal)
  local at, served = table.concat(off, " "), table.concat(meals, "、")
  return { zh = "写的是“" .. zh .. "”，" .. at .. " 却不是：三餐在 " .. served
    .. "。请改钟点，或用频次 ac（三餐前）、pc（三餐后）。", en = "It says “" .. en:lower() .. "”, but "
    .. at .. " is not: meals are at " .. table.concat(meals, ", ")
    .. ". Change the times, or use the code ac (before meals) or pc (after)." }
end

local function route_warning(drug, row)
  local usual = form_routes[drug.form]
  if not usual or usual[row.route] then return nil end
  local form, form_en = words.of(drug_enums.form, drug.form)
  local route, route_en = words.of(enums.route, row.route)
  return { zh = drug.name .. "是" .. form .. "，通常不这样给：" .. route .. "。请核对途径和剂型。",
    en = drug.name .. " is of the form “" .. form_en:lower() .. "”, not usually given “"
      .. route_en:lower() .. "”: check route and form." }
end

local function stock_warning(call, drug, row)
  if fit(call.data.units[1].units, drug, row.unit) == "unknown" then
    local unit, unit_en = words.of(enums.unit, row.unit)
    local kept, kept_en = words.of(enums.unit, drug.unit)
    return { zh = "药品目录没有写明一" .. kept .. "是多少" .. unit
      .. "：给药时不扣存药，请盘点时核对，或补上规格。", en = "The drug list does not say how much "
      .. unit_en .. " is in one " .. kept_en
      .. ": no stock is taken off when it is given. Enter the strength, or mind it at the count." }
  end
end

-- What the person who orders should look at once more: { zh, en } each.
function fitting.warnings(call, drug, row)
  local list = array {}
  list[#list + 1] = stock_warning(call, drug, row)
  list[#list + 1] = meal_warning(call, row)
  list[#list + 1] = route_warning(drug, row)
  list[#list + 1] = injecting.warning(call, row)
  return list
end

return fitting
