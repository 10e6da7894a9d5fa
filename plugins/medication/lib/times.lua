-- Whose times hold for a code: the order's own, the care unit's, the home's,
-- the standard's.
local clock = require "lib.clock"

local times = {}

local function set(plan, row)
  plan.times = clock.list(row.times)
  if row.weekdays then plan.weekdays = row.weekdays end
end

-- A code with fewer or more times than its own is another frequency: "tid" at
-- one time loses two doses of three. `plan`: it, or the code as it stands in the table.
function times.check(plan, own)
  local list, wrong = clock.list(own)
  if not list then
    refuse("times", "time", "“" .. wrong .. "”不是时间。请写成 08:00 这样。",
      "“" .. wrong .. "” is no time. Write it like 08:00.")
  elseif #list ~= #plan.times or #own ~= #list then
    refuse("times", "count", ("%s 每天要有 %d 个不同的时间。"):format(plan.code, #plan.times),
      ("%s has %d different times a day."):format(plan.code, #plan.times))
  end
  return list
end

function times.check_weekdays(plan, own)
  local seen, count = {}, 0
  for _, day in ipairs(own) do
    if day < 1 or day > 7 then
      refuse("weekdays", "range", "星期写 1 到 7。", "Weekdays are 1 to 7.")
    end
    if not seen[day] then count = count + 1 end
    seen[day] = true
  end
  local wanted = plan.weekdays and #plan.weekdays or 0
  if wanted == 0 then
    refuse("weekdays", "frequency", plan.code .. " 不按星期给药。只在某几天给，请用规则（RRULE）写。",
      plan.code .. " does not go by weekdays. For some days only, write a rule (RRULE).")
  elseif count ~= wanted or #own ~= wanted then
    refuse("weekdays", "count", ("%s 要有 %d 个不同的星期几。"):format(plan.code, wanted),
      ("%s has %d different weekdays."):format(plan.code, wanted))
  end
  return own
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
  if weekdays and #weekdays > 0 then plan.weekdays = times.check_weekdays(plan, weekdays) end
  if own then plan.times = times.check(plan, own) or plan.times end
  return own ~= nil or (weekdays ~= nil and #weekdays > 0)
end

return times
