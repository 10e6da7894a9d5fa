-- Counts care-risk events: given as a number for each kind, or as dates, of
-- which those in the window before the base date count. Gives the sum and the
-- count of each kind; adds what is wrong to `faults`.
local function kind_of(word, kinds)
  for _, kind in ipairs(kinds) do
    if kind.value == word then return kind end
    for _, other in ipairs(kind.words) do
      if other == word then return kind end
    end
  end
end

local function fault(faults, kind, code, zh, en)
  faults[#faults + 1] = { field = "risk_events." .. tostring(kind), code = code, zh = zh, en = en }
end

-- Is a day within `days` before the base date? The farthest day counts when
-- the window is inclusive.
local function in_window(day, days, options)
  local back = date.diff(options.day, day)
  return back >= 0 and (back < days or (options.inclusive and back == days))
end

local function count_dates(list, word, days, options, faults)
  local count = 0
  for _, day in ipairs(list) do
    if type(day) ~= "string" or not date.valid(day) then
      fault(faults, word, "date", "事件日期要写成 2026-11-23 这样。",
        "Dates of events are written like 2026-11-23.")
    elseif day > options.day then
      fault(faults, word, "future", "事件日期 " .. day .. " 在评估基准日期之后。",
        "The event of " .. day .. " is after the base date.")
    elseif in_window(day, days, options) then
      count = count + 1
    end
  end
  return count
end

local function count_of(value, word, days, options, faults)
  if type(value) == "table" then return count_dates(value, word, days, options, faults) end
  if math.type(value) == "integer" and value >= 0 and value <= 999 then return value end
  fault(faults, word, "range", "次数要填 0 到 999 的整数，或填事件日期。",
    "Give a count from 0 to 999, or the dates.")
  return 0
end

return function(given, kinds, days, options, faults)
  local sum, counts = 0, {}
  if type(given) ~= "table" then
    if given ~= nil then
      faults[#faults + 1] = { field = "risk_events", code = "type",
        zh = "照护风险事件要写成“种类: 次数”。", en = "Care-risk events are kinds with counts." }
    end
    return 0, counts
  end
  for word, value in next, given do
    local kind = kind_of(word, kinds)
    if not kind then
      fault(faults, word, "unknown",
        "没有这种照护风险事件：" .. tostring(word) .. "。可用：跌倒、走失、噎食、自杀或自伤、其他。",
        "There is no such event: " .. tostring(word)
          .. ". Known: fall, straying, choking, self_harm, other.")
    else
      local count = count_of(value, word, days, options, faults)
      counts[kind.value] = (counts[kind.value] or 0) + count
      sum = sum + count
    end
  end
  return sum, counts
end
