-- The doctor says: not for now. What is planned, a change or a stop, comes all the same.
local fields = require "lib.fields"
local orders = require "lib.orders"
local pauses = require "lib.pauses"

return {
  zh = "暂停医嘱", en = "Hold an order", permission = "medication.order",
  input = fields.of("order", "from", "reason"),
  output = fields.told,
  run = function(call, home)
    local order = orders.current(call, home, call.input.order)
    local at, old = orders.cut(call, home, order)
    local course = home.get("course", order.course)
    local before = pauses.open(home, course, { doctor = true })
    if #before > 0 and before[1].starts <= at then
      refuse("order", "held", "这条医嘱已经暂停。", "This order is held already.")
    end
    if refused() then stop() end
    local warnings = pauses.replaced(before)
    pauses.finish(home, course, before, at, call.person.name)
    pauses.begin(home, course, "doctor", at, call.input.reason, call.person.name)
    home.publish("held", "resident:" .. old.resident,
      { order = old.id, resident = old.resident, from = at })
    return { order = old.id, warnings = warnings }
  end,
}
