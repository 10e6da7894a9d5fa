-- Times of day, durations and how instants are shown. Pure.
local clock = {}

-- Minutes since midnight of "08:30", or nil.
function clock.minutes(text)
  if type(text) ~= "string" then return nil end
  local hour, minute = text:match("^(%d%d):(%d%d)$")
  hour, minute = tonumber(hour), tonumber(minute)
  if not hour or hour > 23 or minute > 59 then return nil end
  return hour * 60 + minute
end

function clock.text(minutes)
  return ("%02d:%02d"):format(minutes // 60, minutes % 60)
end

-- "07:00" moved by minutes, within the day.
function clock.shift(text, by)
  return clock.text(((clock.minutes(text) or 0) + by) % 1440)
end

-- Milliseconds of "P1DT8H30M", or nil.
function clock.duration(text)
  local days, rest = text:match("^P(%d*)D?(.*)$")
  if not days then return nil end
  if text:match("^P%d+D") == nil then days, rest = "0", text:sub(2) end
  local hours, minutes = "0", "0"
  if rest ~= "" then
    local body = rest:match("^T(.+)$")
    if not body then return nil end
    local tail
    hours, tail = body:match("^(%d+)H(.*)$")
    if not hours then hours, tail = "0", body end
    if tail ~= "" then
      minutes = tail:match("^(%d+)M$")
      if not minutes then return nil end
    end
  end
  if #days > 4 or #hours > 5 or #minutes > 6 then return nil end
  local total = (tonumber(days) * 1440 + tonumber(hours) * 60 + tonumber(minutes)) * 60000
  return total > 0 and total or nil
end

-- The duration that the core wants, of minutes.
function clock.period(minutes)
  return "PT" .. minutes .. "M"
end

-- "2026-11-23T08:00:00" in the home's zone.
function clock.wall(ms)
  local at = time.parts(ms)
  return ("%04d-%02d-%02dT%02d:%02d:%02d"):format(at.year, at.month, at.day, at.hour,
    at.minute, at.second)
end

-- "11-23 08:00" in the home's zone, for texts.
function clock.short(ms)
  local at = time.parts(ms)
  return ("%02d-%02d %02d:%02d"):format(at.month, at.day, at.hour, at.minute)
end

-- A list of times, sorted and without repeats; nil and the wrong one when one
-- is no time of day.
function clock.list(texts)
  local seen, times = {}, array {}
  for _, text in ipairs(texts) do
    local minutes = clock.minutes(text)
    if not minutes then return nil, tostring(text) end
    if not seen[minutes] then
      seen[minutes] = true
      times[#times + 1] = minutes
    end
  end
  table.sort(times)
  for i, minutes in ipairs(times) do times[i] = clock.text(minutes) end
  return times
end

return clock
