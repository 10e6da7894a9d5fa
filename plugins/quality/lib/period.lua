-- The days that are asked for, both counted: the last 365 when nothing is said.
return function(call)
  local to = call.input.to or call.today
  local from = call.input.from or date.add(to, -364)
  if to < from then
    refuse("to", "order", "结束日期在开始日期之前。", "The last day is before the first.")
  elseif to > call.today then
    refuse("to", "future", "只能到今天为止。", "It ends today at the latest.")
  elseif date.diff(to, from) > 366 then
    refuse("to", "range", "最多看一年。", "A year at most.")
  end
  if refused() then stop() end
  return from, to
end
