-- One order as it is kept.
local columns = require "lib.columns"
local enums = require "data.enums"

return {
  zh = "医嘱", en = "Order", permission = "medication.read",
  input = { { name = "order", type = "ref", to = "order", required = true, zh = "医嘱",
    en = "Order" } },
  columns = columns.of("order", "order_version", "resident", "resident_name", "about",
    "about_en", "drug",
    "drug_name", "drug_name_en", "dose_text", "dose_text_en", "route", "often", "often_en",
    "meal",
    "instruction", "indication", "class",
    "as_needed", "signer", "starts", "ends",
    { name = "review", type = "date", zh = "复核日期", en = "To be reviewed on" },
    "prescriber", "document", "dose_unit",
    { name = "min_interval", type = "integer", zh = "最短间隔（分钟）",
      en = "Minimum interval (minutes)" },
    { name = "max_doses", type = "integer", zh = "24 小时最多次数",
      en = "Doses in 24 hours at most" },
    { name = "max_amount", type = "decimal", scale = 6, zh = "24 小时最大量",
      en = "Amount in 24 hours at most" },
    { name = "conditions", type = "json", zh = "给药条件", en = "Conditions" },
    { name = "ended_by", type = "enum", values = enums.ending, zh = "如何结束",
      en = "Ended by" },
    "person_name", "recorded"),
  sql = [[
    select o.id as "order", o.version as order_version, o.resident, r.name as resident_name,
           ]] .. columns.about_sql .. [[,
           o.drug, o.name as drug_name, o.name_en as drug_name_en, o.dose as dose_text,
           o.dose_en as dose_text_en, o.unit as dose_unit, o.route,
           o.often, o.often_en, o.meal,
           o.instruction, o.indication, o.class, o.as_needed,
           ]] .. columns.signer_sql .. [[, o.starts,
           coalesce(e.at, o.ends) as ends,
           coalesce(c.review_on, o.review) as review, o.prescriber, o.document, o.min_interval,
           o.max_doses, o.max_amount, o.conditions, e.kind as ended_by,
           o.person as person_name, o.entered as recorded
    from medication_order o
    join medication_drug d on d.id = o.drug
    join residents_resident r on r.id = o.resident
    left join medication_ending e on e.for_order = o.id
    left join medication_course c on c.current = o.id
    where o.id = :order
  ]],
}
