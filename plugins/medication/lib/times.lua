-- Whose times hold for a code: the order's own, the care unit's, the home's,
-- the standard's.
local clock = require "lib.clock"

local times = {}

local function set(plan, row)
  plan.times = clock.list(row.times)
  if row.weekdays then plan.weekdays = row.weekdays end
end

local function check_own(own, weekdays)
  local list, wrong = clock.list(own)
  if not list then
    refuse("times", "time", "“" .. wrong .. "”不是时间。请写成 08:00 这样。",
      "“" .. wrong .. "” is no time. Write it like 08:00.")
  elseif #list == 0 or #list > 12 then
    refuse("times", "count", "时间要有 1 到 12 个。", "Give 1 to 12 times.")
  end
  for _, day in ipairs(weekdays or {}) do
    if day < 1 or day > 7 then
      refuse("weekdays", "range", "星期写 1 到 7。", "Weekdays are 1 to 7.")
    end
  end
  return list
end

-- Changes `plan`; true when the order brings times of its own.
function times.settle(home, plan, resident, own, weekdays)
  if plan.kind ~= "clock" then
    if own or weekdays then
      refuse("times", "frequency", "这种频次不能另定时间。",
        "Times can't be given for this frequency.")
    end
    return false
  end
  local place = home.query("place", { resident = resident })[1]
  local units = { "", place and place.unit or nil }
  for _, unit in ipairs(units) do
    local row = home.find("times", { code = plan.code, unit = unit })[1]
    if row then set(plan, row) end
  end
  if weekdays and #weekdays > 0 and not plan.every_days then
    plan.weekdays = weekdays
  end
  if own then plan.times = check_own(own, weekdays) or plan.times end
  return own ~= nil or (weekdays ~= nil and #weekdays > 0)
end

return times
