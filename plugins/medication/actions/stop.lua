local fields = require "lib.fields"
local orders = require "lib.orders"

return {
  zh = "停医嘱", en = "Stop an order", permission = "medication.order", confirm = true,
  input = fields.of("order", "from", "reason"),
  output = fields.told,
  run = function(call, home)
    local order = orders.current(call, home, call.input.order)
    local at, old = orders.cut(call, home, order)
    if refused() then stop() end
    local warnings = orders.finish(call, home, order.course, at, "stopped", call.input.reason)
    home.publish("stopped", "resident:" .. old.resident,
      { order = old.id, resident = old.resident, drug = old.drug, from = at })
    return { order = old.id, warnings = warnings }
  end,
}
