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
    return ledger.leave(call, home, "returned", false,
      "交给：" .. call.input.to .. "；" .. call.input.reason)
  end,
}
