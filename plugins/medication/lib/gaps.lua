-- How far apart the doses of a plan lie. Pure.
local clock = require "lib.clock"

local gaps = {}

local day = 1440
local often = { HOURLY = 60, DAILY = day, WEEKLY = 7 * day, MONTHLY = 28 * day, YEARLY = 365 * day }

local function smallest(minutes, across)
  table.sort(minutes)
  local gap = across + (minutes[1] or 0) - (minutes[#minutes] or 0)
  for i = 2, #minutes do gap = math.min(gap, minutes[i] - minutes[i - 1]) end
  return gap
end

local function numbers(rule, part)
  local list = {}
  for text in (rule:match(part .. "=([%d,]+)") or ""):gmatch("%d+") do
    list[#list + 1] = tonumber(text)
  end
  return list
end

-- The smallest gap of an RRULE, as far as its parts say; never too large.
local function of_rule(rule)
  local freq = rule:match("FREQ=(%a+)")
  local interval = tonumber(rule:match("INTERVAL=(%d+)")) or 1
  local hours, minutes, times = numbers(rule, "BYHOUR"), numbers(rule, "BYMINUTE"), {}
  if #hours == 0 and freq == "HOURLY" and #minutes <= 1 then return math.min(60 * interval, day) end
  if #hours == 0 then hours = { 0 } end
  if #minutes == 0 then minutes = { 0 } end
  for _, hour in ipairs(hours) do
    for _, minute in ipairs(minutes) do times[#times + 1] = hour * 60 + minute end
  end
  if #times > 1 then return smallest(times, day) end
  local days = rule:match("BYDAY=") or rule:match("BYMONTHDAY=") or rule:match("BYYEARDAY=")
  return days and day or (often[freq] or day) * interval
end

-- Minutes between two doses at least, or nil for a single one.
function gaps.of(plan)
  if plan.kind == "elapsed" then return plan.ms // 60000 end
  if plan.kind == "rule" then return of_rule(plan.rule) end
  if plan.kind ~= "clock" then return nil end
  local minutes = {}
  for i, text in ipairs(plan.times) do minutes[i] = clock.minutes(text) end
  if #minutes == 1 then
    return day * (plan.every_days or (plan.weekdays and #plan.weekdays == 1 and 7) or 1)
  end
  return smallest(minutes, day)
end

-- How near two doses may come where the order says nothing: half of it.
function gaps.least(plan)
  local gap = gaps.of(plan)
  return gap and gap - gap // 2
end

return gaps
