-- When a plan of times is due, in local time: pure, over dates and times of
-- day, from a start and for a number of days (the start's own day is the
-- first). An array of { date, "08:00" } in order. Rules and elapsed intervals
-- are not for here: the first are the host's, the second are instants.
local function wanted(plan, day, first)
  if plan.every_days then return date.diff(day, first) % plan.every_days == 0 end
  if not plan.weekdays then return true end
  local weekday = date.parts(day).weekday
  for _, each in ipairs(plan.weekdays) do
    if each == weekday then return true end
  end
  return false
end

return function(plan, first, at, days)
  local due = array {}
  if plan.kind == "once" then return array { { date = first, time = at } } end
  if plan.kind ~= "clock" then return due end
  for n = 0, days - 1 do
    local day = date.add(first, n)
    for _, moment in ipairs(wanted(plan, day, first) and plan.times or {}) do
      if n > 0 or moment >= at:sub(1, 5) then due[#due + 1] = { date = day, time = moment } end
    end
  end
  return due
end
