-- How early, how late, and when a dose counts as missed (standards 7.3,
-- invariant M7). Minutes either side by class: time-critical; daily or less
-- often; more often than daily down to four-hourly; closer than that a share
-- of the interval. Missed: what is left of the gap to the next dose when the
-- minimum interval (half the gap without one) is kept.
local clock = require "lib.clock"
local gaps = require "lib.gaps"

local day = 1440

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
  local gap = gaps.of(plan)
  if not gap then
    return answer(30, settings.once_window, math.min(240, settings.missed_cap))
  end
  local window = either_side(gap, class, settings)
  local missed = gap - (min_interval or gaps.least(plan))
  return answer(window, window, math.min(missed, settings.missed_cap))
end
