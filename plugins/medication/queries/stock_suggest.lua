-- From which batch the next dose comes: what expires first, first.
local fields = require "lib.stock_fields"

return {
  zh = "先用哪一批", en = "Which batch first", permission = "medication.read",
  input = fields.of("resident", "drug"),
  columns = fields.of("batch", "lot", "expiry", "days_left", "on_hand", "unit",
    { name = "first", type = "boolean", zh = "先用", en = "Use first" }),
  sql = [[
    select b.id as batch, b.lot, b.expiry, date_diff(b.expiry, today()) as days_left, b.on_hand,
           d.unit, row_number() over (order by b.expiry, b.id) = 1 as first
    from medication_batch b join medication_drug d on d.id = b.drug
    where b.resident = :resident and b.drug = :drug and b.state = 'open'
      and b.expiry >= today()
    order by b.expiry, b.id
  ]],
}
