-- The doctor says: not for now.
local fields = require "lib.fields"
local orders = require "lib.orders"
local pauses = require "lib.pauses"

return {
  zh = "暂停医嘱", en = "Hold an order", permission = "medication.order",
  input = fields.of("order", "from", "reason"),
  output = fields.of({ name = "order", type = "id", zh = "医嘱", en = "Order" }),
  run = function(call, home)
    local order = orders.current(home, call.input.order)
    local at = orders.cut(call, order)
    local course = home.get("course", order.course)
    if #pauses.open(home, course, { doctor = true }) > 0 then
      refuse("order", "held", "这条医嘱已经暂停。", "This order is held already.")
    end
    if refused() then stop() end
    pauses.begin(home, course, "doctor", at, call.input.reason, call.person.name)
    home.publish("held", "resident:" .. order.resident,
      { order = order.id, resident = order.resident, from = at })
    return { order = order.id }
  end,
}
