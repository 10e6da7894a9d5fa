local fields = require "lib.stock_fields"
local words = require "lib.words"

return {
  zh = "批次流水", en = "Ledger of a batch", permission = "medication.read",
  input = fields.of("batch"),
  columns = fields.of("movement", "number", "at", "kind", "change", "balance", "person", "second",
    "why", "why_en", { name = "reversed", type = "boolean", zh = "已冲销", en = "Taken back" }),
  sql = [[
    select m.id as movement, m.number, m.at, m.kind, m.quantity, m.balance, m.person, m.second,
           m.reason, ]] .. words.english_movement("m.reason") .. [[ as reason_en,
           exists (select 1 from medication_movement x where x.reverses = m.id) as reversed
    from medication_movement m where m.batch = :batch
    order by m.number desc
    limit 1000
  ]],
}
