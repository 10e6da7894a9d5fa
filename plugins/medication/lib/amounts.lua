-- Amounts with their units, as lists of drugs and boxes write them.
local amounts = {}

local unit_words = { mg = "mg", ["毫克"] = "mg", g = "g", ["克"] = "g", ug = "ug", mcg = "ug",
  ["μg"] = "ug", ["µg"] = "ug", ["微克"] = "ug", iu = "iu", u = "iu", ["单位"] = "iu",
  ["国际单位"] = "iu", ml = "ml", ["毫升"] = "ml", mmol = "mmol", ["毫摩尔"] = "mmol" }

-- "25mg", "0.25 毫克", "20mg*28片": amount and unit of one piece, or nil.
function amounts.strength(text)
  local amount, rest = text:lower():match("^%s*(%d+%.?%d*)%s*(.*)$")
  if not amount or amount:match("%.$") or #amount > 12 then return nil end
  local latin = rest:match("^%a+")
  if latin then return unit_words[latin] and amount, unit_words[latin] end
  for word, unit in pairs(unit_words) do
    if rest:sub(1, #word) == word then return amount, unit end
  end
end

-- "阿司匹林、维生素C" -> { "阿司匹林", "维生素C" }.
function amounts.parts(text)
  local list = array {}
  for _, mark in ipairs { "；", "、", "，", "+", ";", "/" } do
    text = text:gsub(mark:gsub("%p", "%%%0"), ",")
  end
  for part in text:gmatch("[^,]+") do
    local word = part:match("^%s*(.-)%s*$")
    if word ~= "" then list[#list + 1] = word end
  end
  return list
end

-- "对乙酰氨基酚 500mg；伪麻黄碱 30mg", or "2g" alone: { { name, amount, unit } };
-- nil and the part that is not understood.
function amounts.read(text)
  local list = array {}
  for _, part in ipairs(amounts.parts(text)) do
    local name, tail = part:match("^(.-)%s*(%d+%.?%d*%s*[%a\128-\255]+)$")
    local amount, unit = amounts.strength(tail or "")
    if not amount then return nil, part end
    list[#list + 1] = { name = name, amount = amount, unit = unit }
  end
  return list
end

local function unit_of(units, value)
  for _, unit in ipairs(units) do
    if unit.value == value then return unit end
  end
end

-- The amount in the smallest unit of its kind, and the kind.
function amounts.base(units, amount, value)
  local unit = unit_of(units, value)
  return decimal.mul(amount, unit.factor), unit.kind
end

-- A dose counted in the unit in which its drug is kept, or nil.
local function pieces(units, drug, dose)
  if dose.unit == drug.unit then return dose.amount end
  local base, kind = amounts.base(units, dose.amount, dose.unit)
  local kept = unit_of(units, drug.unit)
  if kind == "count" then return nil end
  if kind == kept.kind then return decimal.div(base, kept.factor, 6) end
  if not drug.strength or decimal.cmp(drug.strength, "0") <= 0 then return nil end
  local per, per_kind = amounts.base(units, drug.strength, drug.strength_unit)
  return per_kind == kind and decimal.div(base, per, 6) or nil
end

-- A dose ({ amount, unit }) of a drug in another unit, to six digits: two tablets of
-- 500 mg are 1000 mg. nil when the two have nothing to do with each other.
function amounts.turned(units, drug, dose, value)
  if dose.unit == value then return dose.amount end
  local wanted = unit_of(units, value)
  local base, kind = amounts.base(units, dose.amount, dose.unit)
  if kind == wanted.kind and kind ~= "count" then return decimal.div(base, wanted.factor, 6) end
  local count, kept = pieces(units, drug, dose), unit_of(units, drug.unit)
  if not count or value == drug.unit then return count end
  if kept.kind == wanted.kind and kept.kind ~= "count" then
    return decimal.div(decimal.mul(count, kept.factor), wanted.factor, 6)
  end
  if not drug.strength then return nil end
  local per, per_kind = amounts.base(units, drug.strength, drug.strength_unit)
  if per_kind ~= wanted.kind then return nil end
  local fits, whole = pcall(decimal.mul, count, per)
  return fits and decimal.div(whole, wanted.factor, 6) or nil
end

-- An amount of the smallest unit, in words of `value`: zh and en.
function amounts.text(units, base, value)
  local unit = unit_of(units, value)
  local amount = decimal.div(base, unit.factor, 6)
  return amount .. " " .. unit.zh, amount .. " " .. unit.en
end

return amounts
