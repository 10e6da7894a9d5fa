-- 专用账册: what came and went of each controlled drug, in the order in which it
-- was entered, with the running balance of all its batches (国务院令第442号).
local fields = require "lib.stock_fields"
local words = require "lib.words"

return {
  zh = "管制药品专用账册", en = "Register of controlled drugs", permission = "medication.read",
  input = fields.of("which",
    { name = "from", type = "date", zh = "从", en = "From" },
    { name = "to", type = "date", zh = "到（含）", en = "To (included)" }),
  columns = fields.of("movement", "drug", "drug_name", "strength", "strength_unit", "controlled",
    "at", "resident", "resident_name", "lot", "expiry", "kind", "change",
    { name = "running", type = "decimal", scale = 6, zh = "总结存", en = "Running balance" },
    "unit", "person", "second", "why", "why_en"),
  sql = [[
    select * from (
      select m.id as movement, b.drug, d.name as drug_name, d.strength, d.strength_unit,
             d.controlled, m.at, b.resident, r.name as resident_name, b.lot, b.expiry, m.kind,
             m.quantity, sum(m.quantity) over (partition by b.drug order by m.id) as running,
             d.unit, m.person, m.second, m.reason,
             ]] .. words.english_movement("m.reason") .. [[ as reason_en
      from medication_drug d
      join medication_batch b on b.drug = d.id
      join medication_movement m on m.batch = b.id
      join residents_resident r on r.id = b.resident
      where d.controlled <> 'none' and (:drug is null or d.id = :drug)
    )
    where (:from is null or local_date(at) >= :from) and (:to is null or local_date(at) <= :to)
    order by drug_name, drug, movement
  ]],
}
