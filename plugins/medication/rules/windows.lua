-- How early, how late, and when a dose counts as missed (standards 7.3,
-- invariant M7). Minutes either side by class: time-critical; daily or less
-- often; more often than daily down to four-hourly; closer than that a share
-- of the interval. Missed: what is left of the gap to the next dose when the
-- minimum interval (half the gap without one) is kept.
local clock = require "lib.clock"

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
local function rule_gap(rule)
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
local function gap_of(plan)
  if plan.kind == "elapsed" then return plan.ms // 60000 end
  if plan.kind == "rule" then return rule_gap(plan.rule) end
  if plan.kind ~= "clock" then return nil end
  local minutes = {}
  for i, text in ipairs(plan.times) do minutes[i] = clock.minutes(text) end
  if #minutes == 1 then
    return day * (plan.every_days or (plan.weekdays and #plan.weekdays == 1 and 7) or 1)
  end
  return smallest(minutes, day)
end

local function either_side(gap, class, settings)
  if class == "critical" then return settings.critical_window end
  if gap >= day then return settings.daily_window end
  if gap >= 240 then return settings.often_window end
  return math.max(1, gap * settings.close_percent // 100)
end

local function answer(early, late, missed)
  return { early = clock.period(early), late = clock.period(late),
    missed = clock.period(math.max(late, missed)) }
end

return function(plan, class, min_interval, settings)
  if plan.kind == "needed" then
    local valid = settings.sos_hours * 60
    return answer(0, valid, valid)
  end
  local gap = gap_of(plan)
  if not gap then
    return answer(30, settings.once_window, math.min(240, settings.missed_cap))
  end
  local window = either_side(gap, class, settings)
  local missed = gap - (min_interval or gap - gap // 2)
  return answer(window, window, math.min(missed, settings.missed_cap))
end
