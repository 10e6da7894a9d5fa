-- Inputs of the drug list, and how a row is made of them.
local amounts = require "lib.amounts"
local enums = require "data.drug_enums"
local index = require "lib.index"
local naming = require "lib.naming"
local spoken = require "lib.words"

local drugs = { strength = amounts.strength, parts = amounts.parts }

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
  { name = "contents", type = "text", max = 300, zh = "复方各成分含量（如 对乙酰氨基酚 250mg；咖啡因 30mg）",
    en = "Content of each ingredient of a compound" },
  { name = "daily_max", type = "text", max = 300,
    zh = "24 小时最大量（如 2g；复方写明成分）", en = "Maximum in 24 hours (such as 2g)" },
  { name = "source", type = "text", max = 200, default = "本院药品目录", zh = "来源",
    en = "Source" },
  { name = "edition", type = "text", max = 100, zh = "版本", en = "Edition" },
}

-- The name of a drug on an order, zh and en: with " 5毫克" of one tablet, but
-- " 100单位/毫升": of a liquid it is no dose.
function drugs.label(drug)
  if not drug.strength then return drug.name, drug.name end
  local zh, en = spoken.of(enums.unit, drug.strength_unit or "")
  local kept, kept_en = spoken.of(enums.unit, drug.unit)
  local liquid = drug.unit == "ml" or drug.unit == "l"
  return drug.name .. " " .. drug.strength .. zh .. (liquid and "/" .. kept or ""),
    drug.name .. " " .. drug.strength .. " " .. en .. (liquid and "/" .. kept_en or "")
end

-- The classes of what a drug holds: what is missing in an entry is filled in from
-- the table, never changed.
local function fill(row)
  if #row.ingredients == 0 then row.ingredients = array { row.generic or row.name } end
  local has, found = {}, array {}
  for _, class in ipairs(row.classes) do has[class] = true end
  for class in pairs(naming.contents(index, row).classes) do
    if not has[class] then found[#found + 1] = class end
  end
  table.sort(found)
  for _, class in ipairs(found) do row.classes[#row.classes + 1] = class end
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

-- Each part names an ingredient of the drug; one alone needs no name.
local function names_ingredient(row, each)
  if each.name == "" then return #row.ingredients == 1 end
  local code = naming.code(index, each.name)
  for _, ingredient in ipairs(row.ingredients) do
    if naming.code(index, ingredient) == code then return true end
  end
  return false
end

local function check_amounts(row, field)
  if not row[field] then return end
  local list, wrong = amounts.read(row[field])
  if not list then
    refuse(field, "unknown", "看不懂“" .. wrong .. "”。请写成 2g，复方写成 对乙酰氨基酚 2g。",
      "\"" .. wrong .. "\" is not known. Write 2g, of a compound: paracetamol 2g.")
    return
  end
  for _, each in ipairs(list) do
    if not names_ingredient(row, each) then
      refuse(field, "ingredient", "“" .. each.name .. "”不在这种药的成分里，请写明是哪个成分。",
        "\"" .. each.name .. "\" is no ingredient of this drug: say which it is.")
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
  for _, field in ipairs { "contents", "daily_max" } do check_amounts(row, field) end
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
