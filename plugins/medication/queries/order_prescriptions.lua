-- The prescriptions of what an order belongs to, newest first.
local columns = require "lib.columns"

return {
  zh = "医嘱的处方", en = "Prescriptions of an order", permission = "medication.read",
  input = { { name = "order", type = "ref", to = "order", required = true, zh = "医嘱",
    en = "Order" } },
  columns = columns.of("prescription",
    { name = "replaces", type = "id", zh = "续接哪张", en = "Renews" },
    "prescription_kind", "prescription_number", "prescriber", "issued",
    { name = "first", type = "date", zh = "从哪天用起", en = "First day" },
    "last", "days",
    { name = "most", type = "integer", zh = "最多天数", en = "Days at most" },
    { name = "rule", type = "text", zh = "依据", en = "By which rule" },
    { name = "longer_because", type = "text", max = 500, zh = "超过的理由",
      en = "Why it is longer" },
    "person_name", "recorded", "tone"),
  sql = [[
    select x.id as prescription, x.replaces, x.kind, x.number, x.prescriber, x.issued, x.first,
           x.last, x.days, x.most, x.rule, x.longer_because, x.person as person_name,
           x.entered as recorded,
           case when x.id <> c.prescription then 'plain' when x.last < today() then 'alarm'
                else 'free' end as tone
    from medication_order o
    join medication_course c on c.id = o.course
    join medication_prescription x on x.course = o.course
    where o.id = :order
    order by x.id desc
  ]],
}
