local enums = require "data.drug_enums"
local fields = require "lib.stock_fields"
local words = require "lib.words"

return {
  zh = "药品差异", en = "Discrepancies", permission = "medication.read",
  input = {
    { name = "all", type = "boolean", default = false, zh = "包括已说明的",
      en = "Also those explained" },
  },
  columns = fields.of(
    { name = "discrepancy", type = "ref", to = "discrepancy", zh = "差异", en = "Discrepancy" },
    "at", "about", "about_en", "resident",
    "resident_name", "drug", "drug_name", "controlled", "lot", "batch",
    "expected", "found", "unit", "person", "second",
    { name = "note", type = "text", max = 500, zh = "发现时的说明", en = "Note when found" },
    { name = "state", type = "enum", values = enums.discrepancy, zh = "状态", en = "State" },
    { name = "explanation", type = "text", max = 500, zh = "原因说明", en = "Explanation" },
    { name = "explanation_en", type = "text", max = 500, zh = "原因说明（英文）",
      en = "Explanation" },
    { name = "explained_by", type = "text", zh = "说明人", en = "Explained by" },
    "tone", "actions"),
  sql = [[
    select ]] .. fields.about_sql .. [[,
           x.id as discrepancy, x.at, b.resident, r.name as resident_name, b.drug,
           d.name as drug_name, d.controlled, b.lot, x.batch, x.expected, x.found, d.unit,
           x.person, x.second, x.note, x.state, x.explanation,
           ]] .. words.english("x.explanation") .. [[ as explanation_en, x.explained_by,
           case when x.state = 'explained' then 'plain'
                when d.controlled <> 'none' then 'alarm' else 'late' end as tone,
           iif(x.state = 'open', '["explain_discrepancy"]', '[]') as actions
    from medication_discrepancy x
    join medication_batch b on b.id = x.batch
    join medication_drug d on d.id = b.drug
    join residents_resident r on r.id = b.resident
    where :all or x.state = 'open'
    order by x.state, x.at desc, x.id desc
    limit 2000
  ]],
}
