-- Movements, newest first: of a resident, a drug, a batch.
local fields = require "lib.stock_fields"
local words = require "lib.words"

return {
  zh = "出入流水", en = "Ledger", permission = "medication.read",
  input = fields.of("who", "which",
    { name = "batch", type = "ref", to = "batch", zh = "批次", en = "Batch" },
    { name = "from", type = "date", zh = "从", en = "From" },
    { name = "to", type = "date", zh = "到（含）", en = "To (included)" }),
  columns = fields.of("movement", "at", "about", "about_en", "resident", "resident_name", "drug",
    "drug_name", "batch",
    "lot", "expiry", "number", "kind", "change", "balance", "unit", "person", "second", "why",
    "why_en",
    { name = "reversed", type = "boolean", zh = "已冲销", en = "Taken back" }),
  sql = [[
    select ]] .. fields.about_sql .. [[,
           m.id as movement, m.at, b.resident, r.name as resident_name, b.drug,
           d.name as drug_name, m.batch, b.lot, b.expiry, m.number, m.kind, m.quantity,
           m.balance, d.unit, m.person, m.second, m.reason,
           ]] .. words.english_movement("m.reason") .. [[ as reason_en,
           exists (select 1 from medication_movement x where x.reverses = m.id) as reversed
    from medication_movement m
    join medication_batch b on b.id = m.batch
    join medication_drug d on d.id = b.drug
    join residents_resident r on r.id = b.resident
    where (:resident is null or b.resident = :resident) and (:drug is null or b.drug = :drug)
      and (:batch is null or m.batch = :batch)
      and (:from is null or local_date(m.at) >= :from)
      and (:to is null or local_date(m.at) <= :to)
    order by m.id desc
    limit 2000
  ]],
}
