-- What is on hand, batch by batch.
local fields = require "lib.stock_fields"

return {
  zh = "代管药品", en = "Stock", permission = "medication.read",
  input = fields.of("who", "which"),
  columns = fields.of("batch", "about", "about_en", "resident", "resident_name", "bed_name",
    "drug", "drug_name",
    "strength", "strength_unit", "lot", "expiry", "days_left", "on_hand", "unit", "controlled",
    { name = "gone", type = "boolean", zh = "已不在院", en = "No longer here" }, "tone",
    "actions"),
  sql = [[
    select ]] .. fields.about_sql .. [[,
           b.id as batch, b.resident, r.name as resident_name, bed.label as bed_name, b.drug,
           d.name as drug_name, d.strength, d.strength_unit, b.lot, b.expiry,
           date_diff(b.expiry, today()) as days_left, b.on_hand, d.unit, d.controlled,
           r.state in ('left', 'deceased') as gone,
           case when b.expiry < today() then 'alarm'
                when date_diff(b.expiry, today()) <= 90 then 'late' else 'plain' end as tone,
           '["count_stock","return_stock","destroy"]' as actions
    from medication_batch b ]] .. fields.joins .. [[
    where b.state = 'open' and (:resident is null or b.resident = :resident)
      and (:drug is null or b.drug = :drug)
    order by bed.label is null, bed.label, b.resident, d.name, b.expiry, b.id
  ]],
}
