local enums = require "data.drug_enums"
local fields = require "lib.stock_fields"

return {
  zh = "用药核对破例", en = "Checks overridden", permission = "medication.read",
  input = fields.of("who",
    { name = "from", type = "date", zh = "从", en = "From" }),
  columns = fields.of("id", "at", "resident", "resident_name", "drug", "drug_name",
    { name = "stage", type = "enum", values = enums.stage, zh = "环节", en = "Stage" },
    { name = "code", type = "text", zh = "核对项", en = "Check" },
    { name = "zh", type = "text", max = 1000, zh = "内容", en = "What it said" },
    { name = "en", type = "text", max = 1000, zh = "英文内容", en = "What it said" },
    "why", "person", "second",
    { name = "doctor", type = "text", max = 80, zh = "同意的医师", en = "Doctor who agreed" },
    { name = "source", type = "text", zh = "依据", en = "Source" },
    { name = "edition", type = "text", zh = "版本", en = "Edition" }),
  sql = [[
    select x.id, x.at, x.resident, r.name as resident_name, x.drug, d.name as drug_name, x.stage,
           x.code, x.zh, x.en, x.reason, x.person, x.second, x.doctor, x.source, x.edition
    from medication_check_override x
    join medication_drug d on d.id = x.drug
    join residents_resident r on r.id = x.resident
    where (:resident is null or x.resident = :resident)
      and (:from is null or local_date(x.at) >= :from)
    order by x.id desc
    limit 2000
  ]],
}
