-- One row of the home's own drug list. A newer edition takes the place of the
-- older; what is not written is not guessed.
local drugs = require "lib.drugs"
local enums = require "data.drug_enums"
local index = require "lib.index"
local naming = require "lib.naming"

-- "青霉素类" or "penicillin" -> the class; what is no class is refused.
local function classes_of(text)
  local list = array {}
  for i, part in ipairs(drugs.parts(text or "")) do
    local code, known = naming.code(index, part)
    local class = known and code:match("^class:(.+)$")
    if class then
      list[#list + 1] = class
    elseif part:match("^[%l_0-9]+$") then
      list[#list + 1] = part
    else
      refuse("classes", "unknown", "第 " .. i .. " 个类别“" .. part .. "”不认识。",
        "The class \"" .. part .. "\" is not known.")
    end
  end
  return list
end

local function row_of(input)
  local row = copy(input)
  row.ingredients = drugs.parts(input.ingredients or input.generic or "")
  row.classes = classes_of(input.classes)
  if input.strength then
    row.strength, row.strength_unit = drugs.strength(input.strength)
    if not row.strength then
      refuse("strength", "unknown", "看不懂规格“" .. input.strength .. "”。请写成 25mg。",
        "The strength \"" .. input.strength .. "\" is not known. Write it as 25mg.")
    end
  end
  return row
end

local function word(name, max, zh, en, more)
  local field = { name = name, type = "text", max = max, zh = zh, en = en }
  for key, value in pairs(more or {}) do field[key] = value end
  return field
end

return {
  zh = "导入药品", en = "Import a drug", permission = "medication.setup",
  input = {
    word("name", 100, "药名", "Name", { min = 1, required = true }),
    word("generic", 100, "通用名", "Generic name"),
    word("ingredients", 300, "成分", "Ingredients"),
    word("classes", 300, "类别", "Classes"),
    { name = "form", type = "enum", values = enums.form, default = "other", zh = "剂型",
      en = "Form" },
    word("strength", 60, "规格", "Strength"),
    { name = "unit", type = "enum", values = enums.unit, required = true, zh = "库存单位",
      en = "Unit of stock" },
    { name = "high_alert", type = "boolean", default = false, zh = "高警示", en = "High-alert" },
    { name = "controlled", type = "enum", values = enums.controlled, default = "none",
      zh = "管制类别", en = "Controlled" },
    { name = "antibiotic", type = "enum", values = enums.antibiotic, default = "none",
      zh = "抗菌药物分级", en = "Antibiotic grade" },
    word("elderly", 500, "老年人慎用说明", "Caution in old people"),
    word("contents", 300, "各成分含量", "Contents"),
    word("daily_max", 300, "24 小时最大量", "Maximum in 24 hours"),
    word("source", 200, "来源", "Source", { default = "本院药品目录" }),
    word("edition", 100, "版本", "Edition", { min = 1, required = true }),
  },
  output = {
    { name = "drug", type = "id", zh = "药品", en = "Drug" },
    { name = "done", type = "text", zh = "结果", en = "What was done" },
  },
  run = function(call, home)
    local row = row_of(call.input)
    if refused() then stop() end
    local id, done = drugs.keep(call, home, row)
    drugs.note_list(call, home, "drug", row.source, row.edition)
    return { drug = id, done = done }
  end,
}
