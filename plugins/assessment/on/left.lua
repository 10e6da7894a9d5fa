-- beds.left: on leave or in hospital nobody does the tasks of the plan.
local care = require "lib.care"

return function(event, home)
  local plan = care.of(home, event.payload.resident)
  if not plan then return end
  local why = event.payload.kind == "hospital" and "住院 / In hospital" or "请假外出 / On leave"
  for _, task in ipairs(home.find("task", { plan = plan.id, state = "active" })) do
    home.hold(task.schedule, event.payload.from, nil, why)
  end
end
