local fields = require "lib.stock_fields"

return {
  zh = "盘点记录", en = "Counts", permission = "medication.read",
  input = fields.of("who",
    { name = "from", type = "date", zh = "从", en = "From" }),
  columns = fields.of("id", "at", "resident", "resident_name", "drug", "drug_name", "lot",
    "expected", "found", "unit", "person", "second", "tone"),
  sql = [[
    select c.id, c.at, b.resident, r.name as resident_name, b.drug, d.name as drug_name, b.lot,
           c.expected, c.counted as found, d.unit, c.person, c.second,
           iif(c.expected = c.counted, 'plain', 'late') as tone
    from medication_stock_count c
    join medication_batch b on b.id = c.batch
    join medication_drug d on d.id = b.drug
    join residents_resident r on r.id = b.resident
    where (:resident is null or b.resident = :resident)
      and (:from is null or local_date(c.at) >= :from)
    order by c.id desc
    limit 2000
  ]],
}
