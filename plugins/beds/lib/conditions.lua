-- What is the matter with a bed: one thing at a time.
local conditions = {}

-- The open condition of a bed, or nil.
function conditions.of(home, bed)
  return home.find("condition", { bed = bed, ends = null })[1]
end

-- Begins a condition (a row without its end), after whatever was before it.
function conditions.open(home, row)
  local last = home.query("last_condition", { bed = row.bed })[1].ends
  if last and last > row.starts then row.starts = last end
  return home.insert("condition", row)
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
