-- Batches whose movements do not add up to what is on hand, whose numbers have
-- gaps, or whose running balances jump. Always empty.
local fields = require "lib.stock_fields"

return {
  zh = "账实复算", en = "Ledger added up again", permission = "medication.read",
  input = {},
  columns = fields.of("batch", "on_hand",
    { name = "ledger", type = "decimal", scale = 6, zh = "流水合计", en = "Sum of the ledger" },
    { name = "jumps", type = "integer", zh = "结存不连续", en = "Balances that jump" }),
  sql = [[
    with lines as (
      select batch, number, quantity, balance,
             sum(quantity) over (partition by batch order by number) as summed,
             row_number() over (partition by batch order by number) as place
      from medication_movement
    ),
    added as (
      select batch, sum(quantity) as ledger, max(number) as last,
             sum(summed <> balance or place <> number or balance < 0) as jumps
      from lines group by batch
    )
    select b.id as batch, b.on_hand, coalesce(a.ledger, 0) as ledger,
           coalesce(a.jumps, 0) as jumps
    from medication_batch b left join added a on a.batch = b.id
    where b.on_hand <> coalesce(a.ledger, 0) or b.last <> coalesce(a.last, 0)
       or coalesce(a.jumps, 0) > 0
       or (b.state = 'open') <> (b.on_hand > 0)
    order by b.id
  ]],
}
