-- How often a task comes, in words: "每周一、三、五 10:00". A rule (RFC 5545) leaves to its
-- start what it does not say itself.
local often = {}

local weekdays = { "一", "二", "三", "四", "五", "六", "日" }
local weekdays_en = { "Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun" }
local number_of = { MO = 1, TU = 2, WE = 3, TH = 4, FR = 5, SA = 6, SU = 7 }
local said = { FREQ = true, INTERVAL = true, BYDAY = true, BYMONTHDAY = true, BYHOUR = true,
  BYMINUTE = true, BYSECOND = true, WKST = true, COUNT = true, UNTIL = true, RSCALE = true,
  SKIP = true }

-- The parts by name; nil when there is one that is not said here.
local function parts_of(rule)
  local parts = {}
  for name, value in rule:upper():gsub("^RRULE:", ""):gmatch("([^=;]+)=([^;]*)") do
    if not said[name] or parts[name] then return nil end
    parts[name] = value
  end
  if parts.SKIP and (parts.SKIP ~= "BACKWARD" or parts.BYMONTHDAY) then return nil end
  return (parts.BYSECOND or "0") == "0" and parts or nil
end

-- Whole numbers of a list, or nil.
local function numbers(text)
  local list = {}
  for each in text:gmatch("[^,]+") do
    if not each:match("^[+-]?%d+$") then return nil end
    list[#list + 1] = tonumber(each)
  end
  table.sort(list)
  return list
end

-- " 07:00 19:00", or nil.
local function times_of(parts, start)
  local hours = numbers(parts.BYHOUR or start:sub(12, 13))
  local minutes = numbers(parts.BYMINUTE or start:sub(15, 16))
  if not hours or not minutes then return nil end
  local text = ""
  for _, hour in ipairs(hours) do
    for _, minute in ipairs(minutes) do text = text .. (" %02d:%02d"):format(hour, minute) end
  end
  return text
end

local function weekdays_of(parts, start)
  local days, zh, en = {}, {}, {}
  for code in (parts.BYDAY or ""):gmatch("[^,]+") do
    if not number_of[code] then return nil end -- the second Monday of something
    days[#days + 1] = number_of[code]
  end
  if #days == 0 then days[1] = date.parts(start:sub(1, 10)).weekday end
  table.sort(days)
  for i, day in ipairs(days) do zh[i], en[i] = weekdays[day], weekdays_en[day] end
  return "周" .. table.concat(zh, "、"), table.concat(en, ", ")
end

-- Days of a month, the last ones with a minus. The day that it began on may not be in each.
local function monthdays_of(parts, start)
  if parts.SKIP and start:sub(9, 10) > "28" then
    local day = start:sub(9, 10)
    if day == "31" then return "最后一天", "the last day" end
    return day .. " 日（没有这天就在最后一天）", "day " .. day .. " (or the last day)"
  end
  local days, zh, en = numbers(parts.BYMONTHDAY or start:sub(9, 10)), {}, {}
  for i, day in ipairs(days or {}) do
    if day < -1 then return nil end
    zh[i] = day == -1 and "最后一天" or day .. " 日"
    en[i] = day == -1 and "the last day" or "day " .. day
  end
  return days and table.concat(zh, "、"), table.concat(en, ", ")
end

-- Each: the days of a rule, every `n` of its unit.
local days_of = {}

function days_of.DAILY(parts, start, n)
  if parts.BYMONTHDAY then return nil end
  if parts.BYDAY and n > 1 then return nil end
  if parts.BYDAY then return days_of.WEEKLY(parts, start, 1) end
  if n == 1 then return "每天", "every day" end
  return "每 " .. n .. " 天", "every " .. n .. " days"
end

function days_of.WEEKLY(parts, start, n)
  local zh, en = weekdays_of(parts, start)
  if not zh or parts.BYMONTHDAY then return nil end
  if n == 1 then return "每" .. zh, "every " .. en end
  return "每 " .. n .. " 周的" .. zh, "every " .. n .. " weeks on " .. en
end

function days_of.MONTHLY(parts, start, n)
  local zh, en = monthdays_of(parts, start)
  if not zh or parts.BYDAY then return nil end
  zh = (zh:match("^%d") and " " or "") .. zh
  if n == 1 then return "每月" .. zh, "every month on " .. en end
  return "每 " .. n .. " 个月的" .. zh, "every " .. n .. " months on " .. en
end

function days_of.YEARLY(parts, start, n)
  if n > 1 or parts.BYDAY or parts.BYMONTHDAY then return nil end
  local day = date.parts(start:sub(1, 10))
  return "每年 " .. day.month .. " 月 " .. day.day .. " 日",
    ("every year on %02d-%02d"):format(day.month, day.day)
end

-- By the hours from its start: no times of the day.
local function hourly(parts, n)
  if parts.BYDAY or parts.BYMONTHDAY or parts.BYHOUR or parts.BYMINUTE then return nil end
  if n == 1 then return "每小时", "every hour" end
  return "每 " .. n .. " 小时", "every " .. n .. " hours"
end

-- "，共 10 次", "，到 2026-12-31".
local function end_of(parts)
  if parts.COUNT then return "，共 " .. parts.COUNT .. " 次", ", " .. parts.COUNT .. " times" end
  local year, month, day = (parts.UNTIL or ""):match("^(%d%d%d%d)(%d%d)(%d%d)")
  if not year then return "", "" end
  local last = year .. "-" .. month .. "-" .. day
  return "，到 " .. last, ", until " .. last
end

local function plainly(rule, start)
  local parts = parts_of(rule)
  local n = parts and tonumber(parts.INTERVAL or "1")
  if not n then return nil end
  if parts.FREQ == "HOURLY" then return hourly(parts, n) end
  local times, days = times_of(parts, start), days_of[parts.FREQ]
  if not times or not days then return nil end
  local zh, en = days(parts, start, n)
  if zh then return zh .. times, en .. times end
end

-- In Chinese and English, of a rule and its local start ("2026-11-24T08:00:00"). A rule
-- that no words are known for stands as it was written.
function often.of(rule, start)
  local zh, en = plainly(rule, start)
  if not zh then return rule, rule end
  local last, last_en = end_of(parts_of(rule))
  return zh .. last, en .. last_en
end

return often
