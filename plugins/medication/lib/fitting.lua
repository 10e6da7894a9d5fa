-- Whether the dose of an order suits its drug.
local amounts = require "lib.amounts"
local clock = require "lib.clock"
local daily = require "lib.daily"
local enums = require "data.enums"
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

-- What the person who orders should look at once more: { zh, en } each.
function fitting.warnings(call, drug, row)
  local list = array {}
  if fit(call.data.units[1].units, drug, row.unit) == "unknown" then
    local unit, unit_en = words.of(enums.unit, row.unit)
    local kept, kept_en = words.of(enums.unit, drug.unit)
    list[1] = { zh = "药品目录没有写明一" .. kept .. "是多少" .. unit
      .. "：给药时不扣存药，请盘点时核对，或补上规格。", en = "The drug list does not say how much "
      .. unit_en .. " is in one " .. kept_en
      .. ": no stock is taken off when it is given. Enter the strength, or mind it at the count." }
  end
  return list
end

return fitting
