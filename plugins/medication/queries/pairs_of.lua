-- Rows of the home's lists of interactions between one drug's codes (six at
-- most) and others' (written "|code|code|").
local enums = require "data.drug_enums"

local function code(name)
  return { name = name, type = "text", max = 120, zh = "成分或类别", en = "Ingredient or class" }
end

return {
  zh = "相关的相互作用", en = "Interactions of a drug", permission = "medication.read",
  input = { code "c1", code "c2", code "c3", code "c4", code "c5", code "c6",
    { name = "others", type = "text", max = 20000, required = true, zh = "其他药",
      en = "Other medicines" } },
  columns = {
    { name = "a", type = "text", zh = "药物甲", en = "First" },
    { name = "b", type = "text", zh = "药物乙", en = "Second" },
    { name = "severity", type = "enum", values = enums.severity, zh = "程度", en = "Severity" },
    { name = "zh", type = "text", max = 1000, zh = "说明", en = "Text" },
    { name = "en", type = "text", max = 1000, zh = "英文说明", en = "Text (English)" },
    { name = "source", type = "text", zh = "来源", en = "Source" },
    { name = "edition", type = "text", zh = "版本", en = "Edition" },
  },
  sql = [[
    select a, b, severity, zh, en, source, edition from medication_interaction
    where a in (:c1, :c2, :c3, :c4, :c5, :c6) and instr(:others, '|' || b || '|') > 0
    union
    select a, b, severity, zh, en, source, edition from medication_interaction
    where b in (:c1, :c2, :c3, :c4, :c5, :c6) and instr(:others, '|' || a || '|') > 0
    order by a, b, source
    limit 200
  ]],
}
