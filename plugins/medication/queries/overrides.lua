-- Checks that people went against: hard stops by two, warnings of an order.
local enums = require "data.drug_enums"
local fields = require "lib.stock_fields"

return {
  zh = "用药核对破例", en = "Checks overridden", permission = "medication.read",
  input = fields.of("who",
    { name = "from", type = "date", zh = "从", en = "From" }),
  columns = fields.of("key", "at", "resident", "resident_name", "drug", "drug_name",
    { name = "stage", type = "enum", values = enums.stage, zh = "环节", en = "Stage" },
    { name = "severity", type = "enum", values = enums.check, zh = "结果", en = "Result" },
    { name = "code", type = "text", zh = "核对项", en = "Check" },
    { name = "zh", type = "text", max = 1000, zh = "内容", en = "What it said" },
    { name = "en", type = "text", max = 1000, zh = "英文内容", en = "What it said" },
    "why", "person", "second",
    { name = "doctor", type = "text", max = 80, zh = "同意的医师", en = "Doctor who agreed" },
    { name = "agreed_how", type = "enum", values = enums.agreement, zh = "怎样同意的",
      en = "How" },
    { name = "agreed_at", type = "instant", zh = "几时同意的", en = "Agreed at" },
    { name = "source", type = "text", zh = "依据", en = "Source" },
    { name = "edition", type = "text", zh = "版本", en = "Edition" }),
  sql = [[
    with told as (
      select id, 'stop/' || id as key, 'stop' as severity, at, resident, drug, stage, code, zh, en,
             reason, person, second, doctor, agreed_how, agreed_at, source, edition
      from medication_check_override
      union all
      select id, 'warn/' || id, 'warn', at, resident, drug, 'order', code, zh, en, reason, person,
             second, doctor, agreed_how, agreed_at, source, edition
      from medication_check_accepted
    )
    select x.key, x.at, x.resident, r.name as resident_name, x.drug, d.name as drug_name, x.stage,
           x.severity, x.code, x.zh, x.en, x.reason, x.person, x.second, x.doctor, x.agreed_how,
           x.agreed_at, x.source, x.edition
    from told x
    join medication_drug d on d.id = x.drug
    join residents_resident r on r.id = x.resident
    where (:resident is null or x.resident = :resident)
      and (:from is null or local_date(x.at) >= :from)
    order by x.at desc, x.severity, x.id desc
    limit 2000
  ]],
}
