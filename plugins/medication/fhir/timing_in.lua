-- Timing of FHIR -> a frequency that an order takes. Pure. What can't be kept
-- to exactly is refused: a guess would be another dose.
--
-- Gives { frequency, times?, weekdays?, meal?, min_interval?, max_doses?,
-- count?, start?, end_? }, or nil and a fault { code, zh, en }.
local names = require "fhir.names"
local instant = require "fhir.instant"

local function fault(code, zh, en)
  return nil, { code = code, zh = zh, en = en }
end

local by_count = { "qd", "bid", "tid", "qid" }
local by_hours = { [4] = "q4h", [6] = "q6h", [8] = "q8h", [12] = "q12h", [24] = "qd" }
local by_week = { "qw", "biw", "tiw" }
local minutes_of = { min = 1, h = 60, d = 1440, wk = 10080 }

-- "AC", or all three of its meals.
local function same(list, ...)
  local want = {}
  for _, each in ipairs { ... } do want[each] = true end
  for _, each in ipairs(list) do
    if not want[each] then return false end
    want[each] = nil
  end
  return next(want) == nil
end

local function by_when(when)
  if same(when, "AC") or same(when, "ACM", "ACD", "ACV") then return { frequency = "ac" } end
  if same(when, "PC") or same(when, "PCM", "PCD", "PCV") then return { frequency = "pc" } end
  if same(when, "C") or same(when, "CM", "CD", "CV") then
    return { frequency = "tid", meal = "with" }
  end
  if same(when, "HS") then return { frequency = "hs" } end
  if same(when, "MORN") then return { frequency = "qm" } end
  if same(when, "NIGHT") then return { frequency = "qn" } end
  return fault("when", "“" .. table.concat(when, "、") .. "”这样的时间安排不能照办，请改成钟点。",
    "Times such as \"" .. table.concat(when, ", ") .. "\" can't be kept to: give clock times.")
end

local function clock_times(list)
  local times = array {}
  for i, text in ipairs(list) do
    if text:sub(6) ~= ":00" then return nil end
    times[i] = text:sub(1, 5)
  end
  return times
end

local function weekdays_of(list)
  local days = array {}
  for i, name in ipairs(list) do days[i] = names.weekday[name] end
  table.sort(days)
  return days
end

-- Days of the week: a weekly code with days of its own, which the home's times
-- or the order's go with.
local function on_days(days, times)
  local code = by_week[#days] or "qw"
  return { frequency = code, weekdays = days, times = times }
end

local function with_times(repeats, days, period)
  local times = clock_times(repeats.timeOfDay)
  if not times then
    return fault("time", "时间要精确到分。", "Times must be whole minutes.")
  end
  if days then return on_days(days, times) end
  if period == 1440 then return { frequency = by_count[#times] or "qd", times = times } end
  if period == 2880 then return { frequency = "qod", times = times } end
  if period == 20160 then return { frequency = "q2w", times = times } end
  return fault("period", "这样的周期不能照办。", "That period can't be kept to.")
end

local function daily(count)
  if by_count[count] then return { frequency = by_count[count] } end
  return fault("frequency", "每日 " .. count .. " 次没有对应的频次代码，请写明钟点。",
    count .. " times a day has no code here: give clock times.")
end

-- f times in p minutes, by the home's times.
local function by_period(count, period)
  if period == 1440 then return daily(count) end
  if period == 10080 and by_week[count] then return { frequency = by_week[count] } end
  if count == 1 and period == 2880 then return { frequency = "qod" } end
  if count == 1 and period == 20160 then return { frequency = "q2w" } end
  if count == 1 and period % 60 == 0 and by_hours[period // 60] then
    return { frequency = by_hours[period // 60] }
  end
  if count == 1 and period < 1440 and period >= 15 then
    return { frequency = { every = "PT" .. period .. "M" } }
  end
  if count == 1 and period % 1440 == 0 then
    return { frequency = { rrule = "FREQ=DAILY;INTERVAL=" .. period // 1440
      .. ";BYHOUR=8;BYMINUTE=0;BYSECOND=0" } }
  end
  return fault("frequency", "这样的频次不能照办，请写明钟点。",
    "That frequency can't be kept to: give clock times.")
end

-- Whole minutes of a period, or nil.
local function period_of(value, unit)
  local number = value and tonumber((decimal.round(value, 0)))
  if not number or not minutes_of[unit] or decimal.cmp(value, tostring(number)) ~= 0 then
    return nil
  end
  return number * minutes_of[unit]
end

local function bounds_of(repeats, result)
  local period = repeats.boundsPeriod
  if period then
    result.start, result.end_ = instant(period.start), instant(period["end"])
    if (period.start and not result.start) or (period["end"] and not result.end_) then
      return fault("bounds", "起止时间要写到日。", "Start and end must be given to the day.")
    end
  end
  local length = repeats.boundsDuration
  if length then
    local minutes = period_of(length.value, length.code or length.unit)
    if not minutes or length.comparator then
      return fault("bounds", "疗程长短看不懂。", "The length of the course is not understood.")
    end
    result.lasts = minutes
  end
  if repeats.boundsRange then
    return fault("bounds", "疗程要有准确的长短。", "The course must have an exact length.")
  end
  return result
end

local function check(repeats, needed)
  if repeats.frequencyMax or (repeats.periodMax and not needed) then
    return fault("range", "“几到几次”不能照办，请定准。", "A range can't be kept to: settle on one.")
  end
  if repeats.countMax or (repeats.count and repeats.count ~= 1) then
    return fault("count", "按总次数给药不能照办，请写结束日期。",
      "A number of doses can't be kept to: give the day of the end.")
  end
  return true
end

local function needed_of(repeats, result)
  if repeats.count == 1 then
    result.frequency = "sos"
    return result
  end
  result.frequency = "prn"
  local period = period_of(repeats.period, repeats.periodUnit)
  if repeats.frequency == 1 and period then result.min_interval = period end
  if repeats.frequency and repeats.frequency > 1 and period == 1440 then
    result.max_doses = repeats.frequency
  end
  return result
end

local function scheduled(repeats)
  local days = repeats.dayOfWeek and weekdays_of(repeats.dayOfWeek)
  local period = period_of(repeats.period or "1", repeats.periodUnit or "d")
  if repeats.when then return by_when(repeats.when) end
  if not period then
    return fault("period", "周期看不懂。", "The period is not understood.")
  end
  if repeats.timeOfDay then return with_times(repeats, days, period) end
  if days then
    if (repeats.frequency or 1) == 1 or repeats.frequency == #days then return on_days(days) end
    return fault("days", "这几天里每天几次说不清。", "How often on these days is not clear.")
  end
  if not repeats.frequency then
    return fault("frequency", "没有写多久一次。", "It does not say how often.")
  end
  return by_period(repeats.frequency, period)
end

-- A code alone; its text counts when it is one of ours.
local function by_code(code, known)
  for _, coding in ipairs(code.coding or {}) do
    if coding.system == names.timing and names.code[coding.code] then
      return { frequency = names.code[coding.code] }
    end
  end
  local text = (code.text or ""):lower()
  if known[text] then return { frequency = text } end
  return fault("code", "频次“" .. (code.text or code.coding and code.coding[1].code or "?")
    .. "”没有对应的代码。", "The frequency has no code here.")
end

local function one_event(events)
  local at = #events == 1 and instant(events[1])
  if not at then
    return fault("event", "一条医嘱只能带一个给药时刻。", "An order takes one instant at most.")
  end
  return { frequency = "st", start = at }
end

-- known: set of our frequency codes; needed: the order is as needed.
return function(timing, needed, known)
  timing = timing or {}
  local repeats, result = timing["repeat"] or {}
  local good, why = check(repeats, needed)
  if not good then return nil, why end
  if timing.event then return one_event(timing.event) end
  local says = repeats.frequency or repeats.when or repeats.timeOfDay or repeats.dayOfWeek
    or repeats.period
  if needed then
    result = needed_of(repeats, {})
  elseif says then
    result, why = scheduled(repeats)
  elseif timing.code then
    result, why = by_code(timing.code, known)
  elseif repeats.count == 1 then
    result = { frequency = "st" }
  else
    return fault("timing", "没有写频次。", "There is no frequency.")
  end
  if result then return bounds_of(repeats, result) end
  return nil, why
end
