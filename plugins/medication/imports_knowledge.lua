-- Columns of spreadsheets of drugs and of interactions, by the words in use.
local function column(field, required, header, values)
  return { field = field, required = required, header = array(header), values = values }
end

local enums = require "data.drug_enums"

-- The Chinese words of an enum, and more of them.
local function words(values, more)
  local map = {}
  for _, each in ipairs(values) do map[each.zh] = each.value end
  for word, value in pairs(more or {}) do map[word] = value end
  return map
end

local yes = { ["是"] = "true", ["有"] = "true", ["√"] = "true", ["否"] = "false",
  ["无"] = "false" }

return {
  drugs = {
    zh = "药品目录", en = "Drugs", action = "import_drug",
    columns = {
      column("name", true, { "药名", "药品名称", "名称", "name" }),
      column("generic", false, { "通用名", "generic" }),
      column("ingredients", false, { "成分", "有效成分", "ingredients" }),
      column("classes", false, { "类别", "药理类别", "classes" }),
      column("form", false, { "剂型", "form" }, words(enums.form, { ["片"] = "tablet",
        ["缓释片"] = "slow_tablet", ["控释片"] = "slow_tablet", ["胶囊剂"] = "capsule",
        ["颗粒剂"] = "granules", ["注射液"] = "injection", ["口服溶液"] = "solution",
        ["滴眼液"] = "drops" })),
      column("strength", false, { "规格", "strength" }),
      column("unit", true, { "单位", "库存单位", "最小单位", "unit" }, words(enums.unit,
        { ["支（注射）"] = "ampoule", ["包"] = "sachet" })),
      column("high_alert", false, { "高警示", "高危药品", "high_alert" }, yes),
      column("controlled", false, { "管制类别", "麻精", "controlled" }, words(enums.controlled,
        { ["麻醉"] = "narcotic", ["精一"] = "psychotropic_1", ["精二"] = "psychotropic_2",
          ["无"] = "none", ["否"] = "none" })),
      column("antibiotic", false, { "抗菌药物分级", "抗菌药物级别", "antibiotic" },
        words(enums.antibiotic, { ["非限制"] = "unrestricted", ["限制"] = "restricted",
          ["特殊"] = "special", ["无"] = "none", ["否"] = "none" })),
      column("elderly", false, { "老年人慎用", "elderly" }),
      column("contents", false, { "各成分含量", "成分含量", "contents" }),
      column("daily_max", false, { "24小时最大量", "每日最大量", "日最大量", "daily_max" }),
      column("source", false, { "来源", "source" }),
      column("edition", true, { "版本", "edition" }),
    },
  },
  interactions = {
    zh = "药物相互作用库", en = "Interactions", action = "import_interaction",
    columns = {
      column("a", true, { "药物甲", "药品甲", "a" }),
      column("b", true, { "药物乙", "药品乙", "b" }),
      column("severity", true, { "程度", "级别", "severity" }, words(enums.severity,
        { ["禁用"] = "contraindicated", ["重度"] = "major", ["中度"] = "moderate",
          ["轻度"] = "minor" })),
      column("zh", true, { "说明", "描述", "zh" }),
      column("en", false, { "英文说明", "en" }),
      column("source", true, { "来源", "source" }),
      column("edition", true, { "版本", "edition" }),
    },
  },
}
