-- beds.returned: the tasks go on; after a hospital stay the state may be
-- another one, and is assessed at once.
local care = require "lib.care"
local dues = require "lib.dues"

return function(event, home)
  local told = event.payload
  local plan = care.of(home, told.resident)
  for _, task in ipairs(plan and home.find("task", { plan = plan.id, state = "active" }) or {}) do
    if task.schedule then home.release(task.schedule, told.from) end
  end
  if told.kind == "hospital" and event.settings.after_hospital then
    dues.open(home, event.now, { resident = told.resident,
      standard = event.settings.main_standard, cause = "hospital", at = event.now,
      since = time.date(told.from) })
  end
end
