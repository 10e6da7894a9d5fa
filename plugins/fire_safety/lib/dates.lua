-- Whole years on a date; 29 February becomes the 28th, never later.
local dates = { day_ms = 86400000 }

function dates.leap(year)
  return year % 4 == 0 and (year % 100 ~= 0 or year % 400 == 0)
end

function dates.add_years(day, years)
  local year = tonumber(day:sub(1, 4)) + years
  local rest = day:sub(5)
  if rest == "-02-29" and not dates.leap(year) then rest = "-02-28" end
  return ("%04d"):format(year) .. rest
end

-- "22:30" as minutes, or nil.
function dates.minutes(clock)
  local hour, minute = clock:match("^(%d%d?):(%d%d)$")
  hour, minute = tonumber(hour), tonumber(minute)
  if not hour or hour > 23 or minute > 59 then return nil end
  return hour * 60 + minute
end

function dates.clock(minutes)
  minutes = minutes % 1440
  return ("%02d:%02d"):format(minutes // 60, minutes % 60)
end

-- A length of ms as a window: whole minutes, at least one.
function dates.window(ms)
  local minutes = math.max(1, ms // 60000)
  return ("PT%dM"):format(math.min(minutes, 400 * 1440))
end

return dates
