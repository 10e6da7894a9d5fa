-- The fullest 24 hours of a free rule. The host expands it, 800 days and 5,000
-- times at most. A rule of hours, days or weeks alone repeats itself and is looked
-- through once; one that ends within the search too. Of any other the fullest time
-- within the search is given, and that it was no more than that.
local rules = require "lib.rule"

local fullest = {}

local most_days, most_times, day = 800, 5000, 24 * 3600 * 1000

local simple = { FREQ = true, INTERVAL = true, BYHOUR = true, BYMINUTE = true, BYSECOND = true,
  BYDAY = true, WKST = true, COUNT = true, UNTIL = true }
local unit_days = { HOURLY = 1, DAILY = 1, WEEKLY = 7 }

-- Days after which the rule begins again; of n hours never more than n days. nil
-- where it can't be told.
local function period_of(parts, plain)
  local unit = unit_days[parts.FREQ]
  if not plain or not unit then return nil end
  local days = unit * (tonumber(parts.INTERVAL) or 1)
  return parts.BYDAY and parts.FREQ ~= "WEEKLY" and days * 7 or days
end

-- The most of sorted minutes in any 24 hours.
local function densest(minutes)
  local most, first = 0, 1
  for last = 1, #minutes do
    while minutes[first] <= minutes[last] - 1440 do first = first + 1 end
    most = math.max(most, last - first + 1)
  end
  return most
end

local function minute_of(wall, start)
  return date.diff(wall:sub(1, 10), start) * 1440 + tonumber(wall:sub(12, 13)) * 60
    + tonumber(wall:sub(15, 16))
end

-- Whether the rule was over before the search was.
local function ended(parts, start, found)
  if parts.COUNT then return found == tonumber(parts.COUNT) end
  local year, month, of = (parts.UNTIL or ""):match("^(%d%d%d%d)(%d%d)(%d%d)")
  local last = year and date.from(tonumber(year), tonumber(month), tonumber(of))
  return last ~= nil and date.diff(last, start) < most_days and found < most_times
end

-- `anchor`: from when the rule counts (ms). Gives the number, and the days that
-- were looked through where there may be fuller ones beyond.
function fullest.of_rule(home, rule, anchor, now)
  local at = time.parts(anchor)
  local start = ("%04d-%02d-%02d"):format(at.year, at.month, at.day)
  local parts, plain = rules.parts(rule, simple)
  local ends, period = parts.COUNT or parts.UNTIL, period_of(parts, plain)
  local days = not ends and period and math.min(period + 2, most_days) or most_days
  local rows = home.query("core.due_times", { rule = rule, days = days,
    start = start .. ("T%02d:%02d:%02d"):format(at.hour, at.minute, at.second) })
  local minutes = array {}
  for _, row in ipairs(rows) do
    -- of a rule that ends, what is over counts no more
    if not ends or row.at >= now - day then minutes[#minutes + 1] = minute_of(row.wall, start) end
  end
  if ends and ended(parts, start, #rows) then return densest(minutes) end
  if not ends and period and period + 2 <= most_days and #rows < most_times then
    return densest(minutes)
  end
  if #rows == most_times then days = date.diff(rows[#rows].wall:sub(1, 10), start) end
  return densest(minutes), days
end

return fullest
