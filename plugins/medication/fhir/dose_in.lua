-- Quantities and routes of FHIR -> ours. Pure; units: the plugin's table.
local concept = require "fhir.concept"
local names = require "fhir.names"

local dose_in = {}

local function unit_of(units, quantity)
  local code, words = quantity.code, quantity.unit
  for _, unit in ipairs(units) do
    if code and quantity.system == names.ucum and (code == unit.ucum) then return unit.value end
  end
  if code and quantity.system == names.drug_form and names.form[code] then
    return names.form[code]
  end
  local other = names.unit[words or ""] or (not words and names.unit[code or ""])
  if other then return other end
  for _, unit in ipairs(units) do
    for _, text in ipairs { words or false, code or false } do
      local low = text and text:lower()
      if text and (text == unit.zh or low == unit.value or low:gsub("s$", "") == unit.en) then
        return unit.value
      end
    end
  end
end

-- { amount, unit }, or nil and why not. An exponent or a comparator is no
-- exact amount.
function dose_in.quantity(units, quantity)
  if not quantity or not quantity.value then
    return nil, "没有写明每次的准确剂量。", "There is no exact dose."
  end
  if quantity.comparator or not quantity.value:find("^%d+%.?%d*$") then
    return nil, "剂量不是准确的数。", "The dose is no exact amount."
  end
  local unit = unit_of(units, quantity)
  if not unit then
    local text = quantity.unit or quantity.code or "?"
    return nil, "不认识剂量单位“" .. text .. "”。", "The unit \"" .. text .. "\" is not known."
  end
  -- "0.50" reads as fifty too easily: the shortest form is kept
  return { amount = decimal.add(quantity.value, "0"), unit = unit }
end

-- Our route, or nil and the words that were not known.
function dose_in.route(routes, node)
  if not node then return nil end
  local text = node.value.text
  for _, route in ipairs(routes) do
    if text == route.zh or text == route.value then
      concept.words(node)
      concept.code(node, names.snomed)
      return route.value
    end
  end
  local code = concept.code(node, names.snomed)
  if code and names.route[code] then
    node:take("text")
    return names.route[code]
  end
  return nil, text or concept.words(node) or code
end

return dose_in
