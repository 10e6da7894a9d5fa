local enums = require "data.drug_enums"
local shipped = require("data.drugs")[1]

return {
  zh = "药品目录", en = "Drug list", permission = "medication.read", at = true,
  input = { { name = "text", type = "text", max = 100, zh = "药名", en = "Name" } },
  columns = {
    { name = "id", type = "id", zh = "编号", en = "Number" },
    { name = "name", type = "text", zh = "药名", en = "Name" },
    { name = "generic", type = "text", zh = "通用名", en = "Generic name" },
    { name = "strength", type = "decimal", scale = 6, zh = "规格", en = "Strength" },
    { name = "strength_unit", type = "enum", values = enums.unit, zh = "含量单位",
      en = "Unit of the strength" },
    { name = "form", type = "enum", values = enums.form, zh = "剂型", en = "Form" },
    { name = "high_alert", type = "boolean", zh = "高警示", en = "High-alert" },
    { name = "controlled", type = "enum", values = enums.controlled, zh = "管制",
      en = "Controlled" },
    { name = "contents", type = "text", zh = "各成分含量", en = "Contents" },
    { name = "daily_max", type = "text", zh = "24 小时最大量", en = "Maximum in 24 hours" },
    { name = "source", type = "text", zh = "来源", en = "Source" },
    { name = "source_en", type = "text", zh = "来源（英文）", en = "Source" },
    { name = "edition", type = "text", zh = "版本", en = "Edition" },
    { name = "edition_en", type = "text", zh = "版本（英文）", en = "Edition" },
    { name = "tone", type = "text", zh = "状态", en = "State" },
    { name = "active", type = "boolean", zh = "在用", en = "In use" },
  },
  sql = [[
    select id, name, generic, strength, strength_unit, form, high_alert, controlled, contents,
      daily_max, source, iif(source = ']] .. shipped.source .. [[',
        ']] .. shipped.source_en .. [[', source) as source_en, edition,
      replace(edition, '（不完整）', ' (partial)') as edition_en,
      iif(active, 'plain', 'blocked') as tone, active
    from medication_drug
    where :text is null or instr(lower(name), lower(:text)) > 0
      or instr(lower(coalesce(generic, '')), lower(:text)) > 0
    order by active desc, name, strength
  ]],
}
