-- Each controlled drug: what the ledger adds up to and what the batches hold.
-- `lone`: movements that only one person signed; there should be none.
local fields = require "lib.stock_fields"

return {
  zh = "管制药品结存", en = "Balance of controlled drugs", permission = "medication.read",
  input = {},
  columns = fields.of("drug", "drug_name", "strength", "strength_unit", "controlled", "on_hand",
    { name = "ledger", type = "decimal", scale = 6, zh = "账册合计", en = "Sum of the ledger" },
    "unit",
    { name = "lone", type = "integer", zh = "单人签名笔数", en = "Signed by one person" },
    { name = "last_count", type = "instant", zh = "上次盘点", en = "Counted last" },
    "tone"),
  sql = [[
    with sums as (
      select b.drug, sum(m.quantity) as ledger, sum(m.second is null) as lone
      from medication_drug d
      join medication_batch b on b.drug = d.id
      join medication_movement m on m.batch = b.id
      where d.controlled <> 'none'
      group by b.drug
    ),
    held as (
      select b.drug, sum(b.on_hand) as on_hand,
             max((select max(c.at) from medication_stock_count c where c.batch = b.id))
               as last_count
      from medication_drug d
      join medication_batch b on b.drug = d.id
      where d.controlled <> 'none'
      group by b.drug
    )
    select d.id as drug, d.name as drug_name, d.strength, d.strength_unit, d.controlled,
           coalesce(h.on_hand, 0) as on_hand, coalesce(s.ledger, 0) as ledger, d.unit,
           coalesce(s.lone, 0) as lone, h.last_count,
           iif(coalesce(h.on_hand, 0) <> coalesce(s.ledger, 0) or coalesce(s.lone, 0) > 0,
             'alarm', 'plain') as tone
    from medication_drug d
    left join sums s on s.drug = d.id
    left join held h on h.drug = d.id
    where d.controlled <> 'none'
    order by d.name, d.id
  ]],
}
