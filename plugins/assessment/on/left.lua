-- beds.left: on leave or in hospital nobody does the tasks of the plan.
local away = require "lib.away"
local care = require "lib.care"

return function(event, home)
  local told = event.payload
  local gone = { kind = told.kind, starts = told.from }
  local plan = care.of(home, told.resident)
  if not plan then return end
  for _, task in ipairs(home.find("task", { plan = plan.id, state = "active" })) do
    if task.schedule then away.hold(home, gone, task.schedule) end
  end
end
