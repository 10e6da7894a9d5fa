-- Inputs of the drug list, and how a row is made of them.
local enums = require "data.drug_enums"
local index = require "lib.index"
local naming = require "lib.naming"

local drugs = {}

local words = { type = "text", max = 100 }

drugs.fields = {
  { name = "name", type = "text", min = 1, max = 100, required = true, zh = "药名", en = "Name" },
  { name = "generic", type = "text", max = 100, zh = "通用名", en = "Generic name" },
  { name = "ingredients", type = "list", max = 12, of = words, default = {}, zh = "成分",
    en = "Ingredients" },
  { name = "classes", type = "list", max = 12, of = words, default = {}, zh = "类别",
    en = "Classes" },
  { name = "form", type = "enum", values = enums.form, default = "other", zh = "剂型",
    en = "Form" },
  { name = "strength", type = "decimal", scale = 6, min = "0", max = "1000000",
    zh = "规格（每单位含量）", en = "Strength (in one unit)" },
  { name = "strength_unit", type = "enum", values = enums.unit, zh = "含量单位",
    en = "Unit of the strength" },
  { name = "unit", type = "enum", values = enums.unit, required = true, zh = "计数单位",
    en = "Unit" },
  { name = "high_alert", type = "boolean", default = false, zh = "高警示药品",
    en = "High-alert" },
  { name = "controlled", type = "enum", values = enums.controlled, default = "none",
    zh = "管制类别", en = "Controlled" },
  { name = "antibiotic", type = "enum", values = enums.antibiotic, default = "none",
    zh = "抗菌药物分级", en = "Antibiotic grade" },
  { name = "elderly", type = "text", max = 500, zh = "老年人慎用说明",
    en = "Caution in old people" },
  { name = "source", type = "text", max = 200, default = "本院药品目录", zh = "来源",
    en = "Source" },
  { name = "edition", type = "text", max = 100, zh = "版本", en = "Edition" },
}

-- The classes of what a drug holds: what is missing in an entry is filled in from
-- the table, never changed.
local function fill(row)
  if #row.ingredients == 0 then row.ingredients = array { row.generic or row.name } end
  local has = {}
  for _, class in ipairs(row.classes) do has[class] = true end
  for _, ingredient in ipairs(row.ingredients) do
    for _, substance in pairs(naming.find(index, ingredient).substances) do
      for _, class in ipairs(substance.classes) do
        if not has[class] then row.classes[#row.classes + 1] = class end
        has[class] = true
      end
    end
  end
end

local function known_classes(call, row)
  local known = {}
  for _, class in ipairs(call.data.drug_classes[1].classes) do known[class.id] = true end
  for _, class in ipairs(row.classes) do
    if not known[class] then
      refuse("classes", "unknown", "没有“" .. class .. "”这个类别。",
        "There is no class “" .. class .. "”.")
    end
  end
end

-- The same drug in the list, or nil.
function drugs.find(home, row)
  for _, other in ipairs(home.find("drug", { name = row.name })) do
    if other.form == row.form and other.strength == row.strength and
        other.strength_unit == row.strength_unit then
      return other
    end
  end
end

-- An entry as a row, checked.
function drugs.read(call, input)
  local row = copy(input)
  row.ingredients, row.classes = array(row.ingredients), array(row.classes)
  row.edition = row.edition or call.today
  if (row.strength == nil) ~= (row.strength_unit == nil) then
    refuse("strength_unit", "pair", "规格要同时写数量和单位。",
      "A strength is an amount and a unit.")
  end
  known_classes(call, row)
  fill(row)
  return row
end

-- Checks an entry and keeps it. Gives its id.
function drugs.add(call, home, input)
  local row = drugs.read(call, input)
  if drugs.find(home, row) then
    refuse("name", "known", "目录里已有这种药。", "This drug is in the list already.")
  end
  if refused() then stop() end
  return home.insert("drug", row)
end

-- The same, but a newer edition of a drug takes the place of the older one. Its
-- unit stays while there is stock counted in it. Gives its id, and "added",
-- "changed" or "same".
function drugs.keep(call, home, input)
  local row = drugs.read(call, input)
  local old = drugs.find(home, row)
  if old and old.unit ~= row.unit and #home.find("batch", { drug = old.id }) > 0 then
    refuse("unit", "in_stock", "这种药已有库存，库存单位不能改。",
      "There is stock of this drug: its unit can't change.")
  end
  if refused() then stop() end
  if not old then return home.insert("drug", row), "added" end
  if old.source == row.source and old.edition == row.edition and old.active then
    return old.id, "same"
  end
  row.active = true
  home.update("drug", old.id, row)
  return old.id, "changed"
end

-- --- words of spreadsheets ----------------------------------------------------

local units = { mg = "mg", ["毫克"] = "mg", g = "g", ["克"] = "g", ug = "ug", mcg = "ug",
  ["μg"] = "ug", ["µg"] = "ug", ["微克"] = "ug", iu = "iu", u = "iu", ["单位"] = "iu",
  ["国际单位"] = "iu", ml = "ml", ["毫升"] = "ml", mmol = "mmol", ["毫摩尔"] = "mmol" }

-- "25mg", "0.25 毫克", "20mg*28片": amount and unit of one piece, or nil.
function drugs.strength(text)
  local amount, rest = text:lower():match("^%s*(%d+%.?%d*)%s*(.*)$")
  if not amount or amount:match("%.$") or #amount > 12 then return nil end
  local latin = rest:match("^%a+")
  if latin then return units[latin] and amount, units[latin] end
  for word, unit in pairs(units) do
    if rest:sub(1, #word) == word then return amount, unit end
  end
end

-- "阿司匹林、维生素C" -> { "阿司匹林", "维生素C" }.
function drugs.parts(text)
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

-- The list of knowledge that something came from.
function drugs.note_list(call, home, kind, source, edition)
  local known = home.find("knowledge", { kind = kind, source = source })[1]
  if not known then
    home.insert("knowledge", { kind = kind, source = source, edition = edition,
      imported = call.now })
  elseif known.edition ~= edition then
    home.update("knowledge", known.id, { edition = edition, imported = call.now })
  end
end

return drugs
