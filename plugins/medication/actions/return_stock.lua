-- Medicine goes back to the family or the pharmacy.
local fields = require "lib.stock_fields"
local ledger = require "lib.ledger"

return {
  zh = "退还药品", en = "Return medicine", permission = "medication.stock",
  input = fields.of("batch", "quantity",
    { name = "to", type = "text", min = 1, max = 80, required = true, zh = "交给谁",
      en = "Given to" }, "reason"),
  output = fields.of("movement", "on_hand"),
  run = function(call, home)
    local input = call.input
    local batch = home.get("batch", input.batch)
    ledger.check_positive(input.quantity)
    ledger.check_enough(batch, input.quantity)
    ledger.check_second(call, home.get("drug", batch.drug))
    if refused() then stop() end
    local movement = ledger.move(call, home, batch, "returned", decimal.sub("0", input.quantity),
      { reason = "交给：" .. input.to .. "；" .. input.reason })
    ledger.tell(home, batch, "returned")
    return { movement = movement, on_hand = batch.on_hand }
  end,
}
