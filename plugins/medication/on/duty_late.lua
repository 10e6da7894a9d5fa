-- A time-critical dose is late: an alarm, once, for somebody to answer
-- (invariant M25). It is a duty of its own, so it survives a restart and
-- becomes late, that is louder, when nobody answers.
local clock = require "lib.clock"

return function(event, home)
  local told = event.payload
  if told.kind ~= "medication.dose" or not told.data then return end
  local order = home.get("order", told.data.order)
  if not order or order.class ~= "critical" then return end
  if home.find("alarm", { dose = told.duty })[1] then return end
  local raised = event.at - event.at % 1000
  local schedule = home.schedule("answer_alarm", {
    subject = "resident:" .. order.resident, at = raised,
    data = { order = order.id, dose = told.duty, due = told.due },
    windows = { late = clock.period(event.settings.alarm_window) },
  })
  home.insert("alarm", { dose = told.duty, resident = order.resident, for_order = order.id,
    due = told.due, raised = raised, schedule = schedule })
  home.publish("alarm", "resident:" .. order.resident,
    { dose = told.duty, resident = order.resident, order = order.id, due = told.due })
end
