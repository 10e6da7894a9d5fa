-- One batch counted on the shelf. A difference is kept as found, the ledger
-- follows the shelf, and the discrepancy waits to be explained.
local fields = require "lib.stock_fields"
local ledger = require "lib.ledger"

return {
  zh = "盘点", en = "Count", permission = "medication.stock",
  input = fields.of("batch",
    { name = "counted", type = "decimal", scale = 6, min = "0", max = "1000000", required = true,
      zh = "实物数量", en = "Counted" },
    { name = "note", type = "text", max = 500, zh = "说明（有差异时）",
      en = "Note (when it differs)" }),
  output = fields.of({ name = "count", type = "id", zh = "盘点", en = "Count" },
    { name = "difference", type = "decimal", scale = 6, zh = "差异", en = "Difference" },
    { name = "discrepancy", type = "id", zh = "差异单", en = "Discrepancy" }),
  run = function(call, home)
    local input = call.input
    local batch = home.get("batch", input.batch)
    ledger.check_second(call, home.get("drug", batch.drug))
    if refused() then stop() end
    local expected, movement, discrepancy = batch.on_hand, nil, nil
    local difference = decimal.sub(input.counted, expected)
    if decimal.cmp(difference, "0") ~= 0 then
      movement, discrepancy = ledger.differ(call, home, batch, input.counted,
        { reason = input.note })
    end
    local id = home.insert("stock_count", { batch = batch.id, expected = expected,
      counted = input.counted, movement = movement, at = call.happened_at,
      person = call.person.name, second = call.second and call.second.name })
    ledger.tell(home, batch, "counted")
    return { count = id, difference = difference, discrepancy = discrepancy }
  end,
}
