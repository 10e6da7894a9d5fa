-- Expired, broken or dropped medicine is destroyed; two people see it.
local fields = require "lib.stock_fields"
local ledger = require "lib.ledger"

return {
  zh = "销毁药品", en = "Destroy medicine", permission = "medication.stock", confirm = true,
  input = fields.of("batch", "quantity", "reason"),
  output = fields.of("movement", "on_hand"),
  run = function(call, home)
    return ledger.leave(call, home, "destroyed", true, call.input.reason)
  end,
}
