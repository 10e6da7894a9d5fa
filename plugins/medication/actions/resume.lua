-- What the doctor held goes on; where nothing is held, what is planned (a stop, a change,
-- a hold) is taken back.
local fields = require "lib.fields"
local orders = require "lib.orders"
local pauses = require "lib.pauses"

-- A hold that has not begun is taken back whole.
local function check_hold(call, at, pause)
  if at < pause.starts and call.input.from then
    refuse("from", "before_start", "恢复要在暂停之后。", "It can only go on after it was held.")
  end
end

return {
  zh = "恢复医嘱", en = "Resume an order", permission = "medication.order",
  input = fields.of("order", "from", "note"),
  output = fields.told,
  run = function(call, home)
    local order = orders.current(call, home, call.input.order)
    local at, old = orders.cut(call, home, order)
    local course = home.get("course", order.course)
    local list = pauses.open(home, course, { doctor = true })
    if #list > 0 then check_hold(call, at, list[1]) end
    if refused() then stop() end
    local warnings
    if #list > 0 then
      warnings = pauses.replaced(list[1].starts > at and list or {})
      pauses.finish(home, course, list, at, call.person.name)
    else
      warnings = orders.go_on(call, home, order, call.input.note or "照原来的继续")
      if #warnings == 0 then
        refuse("order", "not_held", "这条医嘱没有暂停，也没有原定的停药或更改。",
          "This order is not held, and no stop or change of it is planned.")
        stop()
      end
    end
    home.publish("resumed", "resident:" .. old.resident,
      { order = old.id, resident = old.resident, from = at })
    return { order = old.id, warnings = warnings }
  end,
}
