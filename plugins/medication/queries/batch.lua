local enums = require "data.drug_enums"
local fields = require "lib.stock_fields"

return {
  zh = "批次", en = "Batch", permission = "medication.read",
  input = fields.of("batch"),
  columns = fields.of("batch", "about", "about_en", "resident", "resident_name", "bed_name",
    "drug", "drug_name",
    "strength", "strength_unit", "lot", "expiry", "days_left", "on_hand", "unit", "controlled",
    { name = "state", type = "enum", values = enums.batch, zh = "状态", en = "State" }, "tone",
    "actions"),
  sql = [[
    select ]] .. fields.about_sql .. [[,
           b.id as batch, b.resident, r.name as resident_name, bed.label as bed_name, b.drug,
           d.name as drug_name, d.strength, d.strength_unit, b.lot, b.expiry,
           date_diff(b.expiry, today()) as days_left, b.on_hand, d.unit, d.controlled, b.state,
           iif(b.expiry < today() and b.on_hand > 0, 'alarm', 'plain') as tone,
           iif(b.on_hand > 0, '["count_stock","return_stock","destroy"]', '["count_stock"]')
             as actions
    from medication_batch b ]] .. fields.joins .. [[
    where b.id = :batch
  ]],
}
