-- The end of the n-th working day after a day. Days that nobody brought in are
-- Monday to Friday.
return function(call, home, day, n)
  local known = {}
  for _, row in ipairs(home.query("days", { from = day })) do known[row.day] = row.kind end
  while n > 0 do
    day = date.add(day, 1)
    if call.rules.working_day(date.parts(day).weekday, known[day]) then n = n - 1 end
  end
  return day
end
