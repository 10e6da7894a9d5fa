-- Two ingredients or classes that do not go together, from a list that the home
-- has a licence for. `a` comes before `b`; "ingredient:warfarin", "class:nsaid".
local enums = require "data.drug_enums"

return {
  zh = "相互作用", en = "Interaction",
  columns = {
    { name = "a", type = "text", min = 3, max = 120, required = true, index = true,
      zh = "药物甲", en = "First" },
    { name = "b", type = "text", min = 3, max = 120, required = true, index = true,
      zh = "药物乙", en = "Second" },
    { name = "severity", type = "enum", values = enums.severity, required = true,
      zh = "程度", en = "Severity" },
    { name = "zh", type = "text", min = 1, max = 1000, required = true, zh = "说明",
      en = "Text (Chinese)" },
    { name = "en", type = "text", max = 1000, zh = "英文说明", en = "Text (English)" },
    { name = "source", type = "text", min = 1, max = 200, required = true, zh = "来源",
      en = "Source" },
    { name = "edition", type = "text", min = 1, max = 100, required = true, zh = "版本",
      en = "Edition" },
  },
  unique = { { columns = { "a", "b", "source" } } },
}
