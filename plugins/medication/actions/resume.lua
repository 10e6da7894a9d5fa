local fields = require "lib.fields"
local orders = require "lib.orders"
local pauses = require "lib.pauses"

return {
  zh = "恢复医嘱", en = "Resume an order", permission = "medication.order",
  input = fields.of("order", "from", "note"),
  output = fields.of({ name = "order", type = "id", zh = "医嘱", en = "Order" }),
  run = function(call, home)
    local order = orders.current(home, call.input.order)
    local at = orders.cut(call, order)
    local course = home.get("course", order.course)
    local list = pauses.open(home, course, { doctor = true })
    if #list == 0 then
      refuse("order", "not_held", "这条医嘱没有暂停。", "This order is not held.")
    elseif at < list[1].starts then
      refuse("from", "before_start", "恢复要在暂停之后。", "It can only go on after it was held.")
    end
    if refused() then stop() end
    pauses.finish(home, course, list, at, call.person.name)
    home.publish("resumed", "resident:" .. order.resident,
      { order = order.id, resident = order.resident, from = at })
    return { order = order.id }
  end,
}
