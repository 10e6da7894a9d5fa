-- A prescription on paper, for an order that has none or a newer one: no dose
-- changes by it.
local fields = require "lib.fields"
local orders = require "lib.orders"
local prescriptions = require "lib.prescriptions"

return {
  zh = "登记处方或续方", en = "Enter a prescription", permission = "medication.order",
  input = fields.of("order", table.unpack(fields.prescription_of)),
  output = { { name = "prescription", type = "id", zh = "处方", en = "Prescription" },
    { name = "last", type = "date", zh = "用到哪天（含）", en = "Last day (included)" } },
  run = function(call, home)
    local order = orders.current(call, home, call.input.order)
    local row = prescriptions.read(call, home, home.get("drug", order.drug), call.input)
    if refused() then stop() end
    return { prescription = prescriptions.keep(call, home, home.get("course", order.course),
      order, row), last = row.last }
  end,
}
