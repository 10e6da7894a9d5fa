-- Whether the dose of an order suits its drug.
local amounts = require "lib.amounts"
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
