-- A dose counted in the unit in which a drug is kept: 12.5 mg of a tablet of
-- 25 mg is 0.5 tablets. Exact or not at all: gives nil and a fault when the
-- units have nothing to do with each other or no exact amount comes out.
local function unit_of(units, value)
  for _, unit in ipairs(units) do
    if unit.value == value then return unit end
  end
end

local function apart(unit, drug)
  return nil, { code = "unit",
    zh = "这种药按“" .. drug.zh .. "”计数，剂量写的是“" .. unit.zh .. "”，无法换算。",
    en = "This drug is counted in " .. drug.en .. "; a dose in " .. unit.en
      .. " can't be turned into that." }
end

-- `part` / `whole`, exact to six digits, or nil.
local function ratio(part, whole)
  local found = decimal.div(part, whole, 6)
  if decimal.cmp(decimal.mul(found, whole), part) == 0 then return found end
end

return function(units, drug, amount, value)
  local unit, kept = unit_of(units, value), unit_of(units, drug.unit)
  if unit.value == kept.value then return decimal.round(amount, 6) end
  local per, base = "1", kept
  if kept.kind ~= unit.kind then
    base = drug.strength_unit and unit_of(units, drug.strength_unit)
    per = drug.strength
  end
  if not base or base.kind ~= unit.kind or unit.kind == "count"
    or decimal.cmp(per, "0") <= 0 then
    return apart(unit, kept)
  end
  local found, quantity = pcall(function()
    return ratio(decimal.mul(amount, unit.factor), decimal.mul(per, base.factor))
  end)
  if not found or not quantity then
    return nil, { code = "inexact", zh = "这个剂量换算成“" .. kept.zh .. "”除不尽，请按“"
      .. kept.zh .. "”开写。", en = "This dose is no exact number of " .. kept.en
      .. "; write it in " .. kept.en .. "." }
  end
  return quantity
end
