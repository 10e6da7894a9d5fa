-- Inputs of the drug list, and how a row is made of them.
local enums = require "data.drug_enums"

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

-- The substances that a text names, with their classes: what is missing in an
-- entry is filled in from the table, never changed.
local function fill(call, row)
  if #row.ingredients == 0 then row.ingredients = array { row.generic or row.name } end
  local has = {}
  for _, class in ipairs(row.classes) do has[class] = true end
  for _, substance in ipairs(call.data.substances[1].substances) do
    for _, ingredient in ipairs(row.ingredients) do
      local found = false
      for _, name in ipairs(substance.names) do
        found = found or ingredient:lower():find(name, 1, true) ~= nil
      end
      for _, class in ipairs(found and substance.classes or {}) do
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

-- Checks an entry and keeps it. Gives its id.
function drugs.add(call, home, input)
  local row = copy(input)
  row.ingredients, row.classes = array(row.ingredients), array(row.classes)
  row.edition = row.edition or call.today
  if (row.strength == nil) ~= (row.strength_unit == nil) then
    refuse("strength_unit", "pair", "规格要同时写数量和单位。",
      "A strength is an amount and a unit.")
  end
  known_classes(call, row)
  for _, other in ipairs(home.find("drug", { name = row.name })) do
    if other.form == row.form and other.strength == row.strength and
        other.strength_unit == row.strength_unit then
      refuse("name", "known", "目录里已有这种药。", "This drug is in the list already.")
    end
  end
  if refused() then stop() end
  fill(call, row)
  return home.insert("drug", row)
end

return drugs
