-- What is the matter with a bed: one thing at a time.
local conditions = {}

-- The open condition of a bed, or nil.
function conditions.of(home, bed)
  for _, condition in ipairs(home.find("condition", { bed = bed })) do
    if not condition.ends then return condition end
  end
end

-- Ends a condition; a cleaning duty that nobody needs any more is withdrawn.
function conditions.close(home, condition, at, keep_duty)
  local ends = math.max(at, condition.starts + 1)
  home.update("condition", condition.id, { ends = ends })
  if condition.schedule and not keep_duty then
    home.stop(condition.schedule, math.min(condition.due, at))
  end
  return ends
end

return conditions
