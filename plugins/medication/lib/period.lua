-- The period of a query: two dates, [from, to), or a month; this month without.
local function first_of(day)
  local at = date.parts(day)
  return date.from(at.year, at.month, 1)
end

local function next_month(day)
  return first_of(date.add(first_of(day), 31))
end

return function(input, today)
  local from, to = input.from, input.to
  if input.month then
    local year, month = input.month:match("^(%d%d%d%d)%-(%d%d)$")
    from = year and date.from(tonumber(year), tonumber(month), 1)
    if not from then
      refuse("month", "month", "月份要写成 2026-11 这样。", "Write the month like 2026-11.")
      stop()
    end
    to = next_month(from)
  end
  from = from or first_of(today)
  to = to or next_month(from)
  if to <= from or date.diff(to, from) > 400 then
    refuse("to", "order", "结束要晚于开始，最多 400 天。", "The end must come later, 400 days at most.")
    stop()
  end
  return time.at(from, "00:00"), time.at(to, "00:00"), from, to
end
