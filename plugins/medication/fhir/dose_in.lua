-- Quantities and routes of FHIR -> ours. Pure; units: the plugin's table.
local concept = require "fhir.concept"
local names = require "fhir.names"

local dose_in = {}

-- The unit that a code of a known system stands for.
local function by_code(units, quantity)
  if quantity.system == names.drug_form then return names.form[quantity.code] end
  for _, unit in ipairs(units) do
    if quantity.system == names.ucum and quantity.code == unit.ucum then return unit.value end
  end
end

local function by_words(units, text)
  if not text or names.unit[text] then return names.unit[text or ""] end
  local low = text:lower()
  for _, unit in ipairs(units) do
    if text == unit.zh or low == unit.value or low:gsub("s$", "") == unit.en then
      return unit.value
    end
  end
end

-- Our unit; nil when neither is known, or when code and words are two units.
local function unit_of(units, quantity)
  local coded, named = by_code(units, quantity), by_words(units, quantity.unit)
  if coded and named and coded ~= named then return nil end
  return coded or named or by_words(units, quantity.code)
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
    if quantity.unit and quantity.code and quantity.unit ~= quantity.code then
      text = quantity.unit .. " / " .. quantity.code
    end
    return nil, "不认识剂量单位“" .. text .. "”。", "The unit \"" .. text .. "\" is not known."
  end
  -- "0.50" reads as fifty too easily: the shortest form is kept
  return { amount = decimal.add(quantity.value, "0"), unit = unit }
end

-- Our route, or nil and the words that were not known, or the words and the code
-- that are two routes: "by mouth" beside the code of a vein.
function dose_in.route(routes, node)
  if not node then return nil end
  local text, named = node.value.text, nil
  for _, route in ipairs(routes) do
    if text == route.zh or text == route.value then named = route.value end
  end
  local code = concept.peek(node, names.snomed)
  local coded = names.route[code or ""]
  if named and coded and named ~= coded then return nil, text .. " / " .. code end
  if named then node:take("text") end
  if coded then concept.code(node, names.snomed) end
  if named or coded then return named or coded end
  return nil, text or concept.words(node) or code
end

return dose_in
