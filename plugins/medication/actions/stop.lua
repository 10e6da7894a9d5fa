local fields = require "lib.fields"
local orders = require "lib.orders"

return {
  zh = "停医嘱", en = "Stop an order", permission = "medication.order", confirm = true,
  input = fields.of("order", "from", "reason"),
  output = fields.of({ name = "order", type = "id", zh = "医嘱", en = "Order" }),
  run = function(call, home)
    local order = orders.current(home, call.input.order)
    local at = orders.cut(call, order)
    if refused() then stop() end
    orders.finish(call, home, order, at, "stopped", call.input.reason)
    home.publish("stopped", "resident:" .. order.resident,
      { order = order.id, resident = order.resident, drug = order.drug, from = at })
    return { order = order.id }
  end,
}
