-- Timing of FHIR -> a frequency that an order takes. Pure. What can't be kept
-- to exactly is refused: a guess would be another dose. Only what is read is
-- taken from the walker's node: the rest is told as left.
--
-- Gives { frequency, times?, weekdays?, meal?, min_interval?, max_doses?,
-- lasts?, start?, end_? }, or nil and a fault { code, zh, en }.
local concept = require "fhir.concept"
local names = require "fhir.names"
local instant = require "fhir.instant"

local function fault(code, zh, en)
  return nil, { code = code, zh = zh, en = en }
end

local by_count = { "qd", "bid", "tid", "qid", nil, "q4h" }
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

-- Doses a day of the codes that follow something in the day.
local function at_events(when)
  if same(when, "AC") or same(when, "ACM", "ACD", "ACV") then return { frequency = "ac" }, 3 end
  if same(when, "PC") or same(when, "PCM", "PCD", "PCV") then return { frequency = "pc" }, 3 end
  if same(when, "HS") then return { frequency = "hs" }, 1 end
  if same(when, "MORN") then return { frequency = "qm" }, 1 end
  if same(when, "NIGHT") then return { frequency = "qn" }, 1 end
end

-- With meals: at the home's, since no code says so.
local function with_meals(when, meals)
  if same(when, "C") or same(when, "CM", "CD", "CV") then
    return { frequency = "tid", meal = "with", times = meals and array(copy(meals)) }, 3
  end
end

local function words_of(when)
  return fault("when", "“" .. table.concat(when, "、") .. "”这样的时间安排不能照办，请改成钟点。",
    "Times such as \"" .. table.concat(when, ", ") .. "\" can't be kept to: give clock times.")
end

-- Once a week at bedtime is not each night: only what is daily goes by events.
local function by_when(repeats, period, known)
  local result, doses = at_events(repeats.when)
  if not result then result, doses = with_meals(repeats.when, known.meals) end
  if not result then return words_of(repeats.when) end
  if repeats.offset and repeats.offset ~= (known.offset or {})[result.frequency] then
    return fault("offset", "餐前餐后按本院设置的分钟数，这份写的是 " .. repeats.offset .. " 分钟，请改成钟点。",
      "Meals go by the home's own minutes; this says " .. repeats.offset .. ": give clock times.")
  elseif period ~= 1440 or repeats.dayOfWeek or repeats.timeOfDay
    or (repeats.frequency and repeats.frequency ~= doses) then
    return fault("when", "“" .. table.concat(repeats.when, "、")
      .. "”又另写了周期、星期、次数或钟点，说不清，请改成钟点。", "\""
      .. table.concat(repeats.when, ", ")
      .. "\" beside another period, day, count or time is not clear: give clock times.")
  end
  return result
end

local function clock_times(list)
  local times = array {}
  for i, text in ipairs(list) do
    if text:sub(6) ~= ":00" then return nil end
    times[i] = text:sub(1, 5)
  end
  return times
end

-- Sorted; nil when one comes twice: "mon, mon" is not two days.
local function weekdays_of(list)
  local days, seen = array {}, {}
  for i, name in ipairs(list) do
    if seen[name] then return nil end
    days[i], seen[name] = names.weekday[name], true
  end
  table.sort(days)
  return days
end

-- What no code says, as a rule, where one can: of one minute of the hour.
local function by_rule(days, times)
  local hours, named = array {}, array {}
  for i, text in ipairs(times) do
    if text:sub(4) ~= times[1]:sub(4) then return nil end
    hours[i] = tostring(tonumber(text:sub(1, 2)))
  end
  for i, day in ipairs(days or {}) do named[i] = names.weekday_out[day]:sub(1, 2):upper() end
  return { frequency = { rrule = (days and "FREQ=WEEKLY;BYDAY=" .. table.concat(named, ",")
    or "FREQ=DAILY") .. ";BYHOUR=" .. table.concat(hours, ",") .. ";BYMINUTE="
    .. tonumber(times[1]:sub(4)) .. ";BYSECOND=0" } }
end

-- Days of the week: a weekly code with days of its own, where there is one for
-- so many days and they are of one dose; else a rule, at 08:00 as by_period.
local function on_days(days, times)
  if by_week[#days] and #(times or { "" }) == 1 then
    return { frequency = by_week[#days], weekdays = days, times = times }
  end
  return by_rule(days, times or { "08:00" })
end

local function unclear()
  return fault("frequency", "次数、周期、星期和钟点对不上，说不清一天几次。",
    "Count, period, days and times don't agree: how often is not clear.")
end

local function with_times(repeats, days, period)
  local times = clock_times(repeats.timeOfDay)
  if not times then
    return fault("time", "时间要精确到分。", "Times must be whole minutes.")
  end
  local count = repeats.frequency or #times
  if days then
    local weekly = period == 10080 and count == (repeats.frequency and #times * #days or count)
    if weekly or (period == 1440 and count == #times) then
      local result = on_days(days, times)
      if result then return result end
    end
    return unclear()
  end
  if count ~= #times then return unclear() end
  if period == 1440 and by_count[#times] then
    return { frequency = by_count[#times], times = times }
  elseif period == 1440 then
    local result = by_rule(nil, times)
    if result then return result end
    return unclear()
  end
  if period == 2880 then return { frequency = "qod", times = times } end
  if period == 20160 then return { frequency = "q2w", times = times } end
  return fault("period", "这样的周期不能照办。", "That period can't be kept to.")
end

-- Once on each of these days: "daily", or as often in a week as there are days.
local function with_days(repeats, days, period)
  if (period == 1440 and (repeats.frequency or 1) == 1)
    or (period == 10080 and (repeats.frequency or #days) == #days) then
    return on_days(days)
  end
  return fault("days", "这几天里每天几次说不清。", "How often on these days is not clear.")
end

local function daily(count)
  if count <= 4 and by_count[count] then return { frequency = by_count[count] } end
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
    -- an order's end at midnight means that whole day; with a time it is meant
    if result.end_ and #period["end"] > 10 then
      local midnight = time.at(time.date(result.end_), "00:00") == result.end_
      result.end_ = result.end_ + (midnight and 1000 or 0)
    end
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

local function check(repeats, needed, says)
  if repeats.frequencyMax or (repeats.periodMax and not needed) then
    return fault("range", "“几到几次”不能照办，请定准。", "A range can't be kept to: settle on one.")
  end
  if repeats.countMax or (repeats.count and (repeats.count ~= 1 or (says and not needed))) then
    return fault("count", "按总次数给药不能照办，请写结束日期。",
      "A number of doses can't be kept to: give the day of the end.")
  end
  if repeats.duration or repeats.durationMax then
    return fault("duration", "每次给药持续多久不能照办。", "How long each dose takes can't be kept to.")
  end
  if repeats.offset and not repeats.when then
    return fault("offset", "没有写是什么之前或之后的分钟数。", "The minutes are of nothing that is named.")
  end
  return true
end

local function needed_of(repeats, period)
  if repeats.when or repeats.timeOfDay or repeats.dayOfWeek then
    return fault("needed", "必要时用药又限定了时间，不能照办，请分开写。",
      "As needed and at set times as well can't be kept to: write it apart.")
  end
  if repeats.count == 1 then return { frequency = "sos" } end
  local result = { frequency = "prn" }
  if repeats.frequency == 1 then result.min_interval = period end
  if repeats.frequency and repeats.frequency > 1 and period == 1440 then
    result.max_doses = repeats.frequency
  end
  return result
end

local function scheduled(repeats, period, known)
  if not period then
    return fault("period", "周期看不懂。", "The period is not understood.")
  end
  if repeats.when then return by_when(repeats, period, known) end
  local days = repeats.dayOfWeek and weekdays_of(repeats.dayOfWeek)
  if repeats.dayOfWeek and not days then return unclear() end
  if repeats.timeOfDay then return with_times(repeats, days, period) end
  if days then return with_days(repeats, days, period) end
  if not repeats.frequency then
    return fault("frequency", "没有写多久一次。", "It does not say how often.")
  end
  return by_period(repeats.frequency, period)
end

-- What a code says, and its text when that is one of ours.
local function code_of(code, known)
  for _, coding in ipairs(code and code.coding or {}) do
    if coding.system == names.timing and names.code[coding.code] then
      return names.code[coding.code]
    end
  end
  local text = code and code.text and code.text:lower()
  return text and known.codes[text] and text or nil
end

-- A rule as our own export writes it.
local function rule_of(code)
  local text = code and code.text and code.text:upper()
  return text and text:find("^FREQ=[%u%d=;,:+-]+$") and { frequency = { rrule = text } }
end

local function by_code(code, known)
  local ours, rule = code_of(code, known), rule_of(code)
  if rule then return rule end
  if ours then return { frequency = ours } end
  return fault("code", "频次“" .. (code.text or code.coding and code.coding[1].code or "?")
    .. "”没有对应的代码。", "The frequency has no code here.")
end

local per_day = { qd = 1, qm = 1, qn = 1, hs = 1, bid = 2, q12h = 2, tid = 3, q8h = 3, ac = 3,
  pc = 3, qid = 4, q6h = 4, q4h = 6 }

local function differs(said)
  return fault("code", "频次代码“" .. said .. "”和写明的次数、时间不一致。",
    "The code \"" .. said .. "\" and the times beside it don't agree.")
end

-- Minutes between two doses by a code of the standard's table: "Q2H", or ours.
local function minutes_between(said)
  local hours = said:lower():match("^q(%d+)h$")
  return hours and tonumber(hours) * 60
end

-- A code beside the limits of an as-needed order.
local function agrees_needed(node, result)
  local code = node:sub("code")
  local said = code and concept.peek(code, names.timing)
  if code and not said and code.value.text == result.frequency then node:take("code") end
  if not said or not (result.min_interval or result.max_doses) then return true end
  local ours = names.code[said]
  if (result.min_interval and minutes_between(said) == result.min_interval)
    or (result.max_doses and ours and per_day[ours] == result.max_doses) then
    node:take("code")
    return true
  end
  return differs(said)
end

-- A code beside times: they must say the same. One of another system is left.
local function agrees(node, result, known)
  local code = node:sub("code")
  local said, ours = code and code_of(code.value, known), result.frequency
  if not said then
    local other = code and concept.peek(code, names.timing)
    if not other then return true end
    if type(ours) ~= "table" or not minutes_between(other)
      or ours.every ~= "PT" .. minutes_between(other) .. "M" then
      return differs(other)
    end
    node:take("code")
    return true
  end
  if said ~= ours and (type(ours) ~= "string" or per_day[said] ~= per_day[ours]
      or not per_day[said]) then
    return differs(said)
  end
  node:take("code")
  if result.times and per_day[said] then result.frequency = said end -- q8h is not tid
  return true
end

local function one_event(node, says)
  local events = node:texts("event")
  local at = #events == 1 and #events[1] > 10 and instant(events[1])
  if not at or says then
    return fault("event", "一条医嘱只能带一个给药时刻，写到几点几分，不能又写频次。",
      "An order takes one instant, to the minute, and then no frequency.")
  end
  return { frequency = "st", start = at }
end

local read = { "boundsPeriod", "boundsDuration", "count", "frequency", "period", "periodUnit",
  "dayOfWeek", "timeOfDay", "when", "offset" }

-- What is told of the repeats, as a plain table; unless it is read it is left.
-- nil when a time is none, but an extension that says why.
local function repeats_of(node)
  local inner, repeats = node:sub("repeat"), {}
  for key, value in pairs(inner and inner.value or {}) do repeats[key] = value end
  for _, key in ipairs(inner and read or {}) do inner:take(key) end
  for _, key in ipairs { "dayOfWeek", "timeOfDay", "when" } do
    if inner and repeats[key] and #inner:texts(key) < #repeats[key] then return nil end
  end
  return repeats
end

-- known: { codes = set of our frequency codes, meals = the home's three times,
-- offset = { ac =, pc = } in minutes }; needed: the order is as needed.
return function(node, needed, known)
  if not node then return fault("timing", "没有写频次。", "There is no frequency.") end
  local repeats = repeats_of(node)
  if not repeats then return unclear() end
  local says = repeats.frequency or repeats.when or repeats.timeOfDay or repeats.dayOfWeek
    or repeats.period
  local good, why = check(repeats, needed, says)
  local result
  if not good then return nil, why end
  if node.value.event then return one_event(node, says) end
  local period = period_of(repeats.period or "1", repeats.periodUnit or "d")
  if needed then
    result, why = needed_of(repeats, repeats.period and period)
    if result then good, why = agrees_needed(node, result) end
    if not good then return nil, why end
  elseif says then
    result, why = scheduled(repeats, period, known)
    if result then good, why = agrees(node, result, known) end
    if not good then return nil, why end
  elseif node.value.code then
    result, why = by_code(node:take("code"), known)
  elseif repeats.count == 1 then
    result = { frequency = "st" }
  else
    return fault("timing", "没有写频次。", "There is no frequency.")
  end
  if result then return bounds_of(repeats, result) end
  return nil, why
end
