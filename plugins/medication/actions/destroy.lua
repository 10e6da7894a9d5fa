-- Expired, broken or dropped medicine is destroyed; two people see it.
local fields = require "lib.stock_fields"
local ledger = require "lib.ledger"

return {
  zh = "销毁药品", en = "Destroy medicine", permission = "medication.stock", confirm = true,
  input = fields.of("batch", "quantity", "reason"),
  output = fields.of("movement", "on_hand"),
  run = function(call, home)
    local input = call.input
    local batch = home.get("batch", input.batch)
    ledger.check_positive(input.quantity)
    ledger.check_enough(batch, input.quantity)
    ledger.check_second(call, home.get("drug", batch.drug), true)
    if refused() then stop() end
    local movement = ledger.move(call, home, batch, "destroyed",
      decimal.sub("0", input.quantity), { reason = input.reason })
    ledger.tell(home, batch, "destroyed")
    return { movement = movement, on_hand = batch.on_hand }
  end,
}
