-- What is on hand and may be used today, drug by drug of each resident, and
-- what the orders in force take of it; for the warnings.
local fields = require "lib.stock_fields"

return {
  zh = "存药与用量", en = "Stock and use", permission = "medication.read",
  input = fields.of("who"),
  columns = fields.of("resident", "resident_name", "bed_name", "drug", "drug_name", "unit",
    "strength", "strength_unit", "on_hand",
    { name = "plan", type = "json", zh = "时间安排", en = "Plan of times" },
    { name = "amount", type = "decimal", scale = 6, zh = "每次剂量", en = "Dose" },
    { name = "dose_unit", type = "enum", values = require "data.drug_enums".unit, zh = "剂量单位",
      en = "Unit of the dose" }),
  sql = [[
    with kept as (
      select resident, drug, sum(iif(expiry >= today(), on_hand, 0)) as on_hand
      from medication_batch
      where :resident is null or resident = :resident
      group by resident, drug
    )
    select k.resident, r.name as resident_name, bed.label as bed_name, k.drug,
           d.name as drug_name, d.unit, d.strength, d.strength_unit, k.on_hand, o.plan, o.amount,
           o.unit as dose_unit
    from medication_course c
    join medication_order o on o.id = c.current
    join kept k on k.resident = c.resident and k.drug = c.drug
    join medication_drug d on d.id = k.drug
    join residents_resident r on r.id = k.resident
    left join medication_ending e on e.for_order = o.id
    left join beds_stay s on s.resident = k.resident and s.state = 'active'
    left join beds_bed bed on bed.id = s.bed
    where (e.at is null or e.at > now()) and (o.ends is null or o.ends > now())
      and (:resident is null or c.resident = :resident)
    order by bed.label is null, bed.label, k.resident, d.name, k.drug, c.id
  ]],
}
