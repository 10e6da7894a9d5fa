-- Refuses days that are no period, are still to come, or more than a year.
return function(from, to, today)
  if to < from then
    refuse("to", "order", "结束日期在开始日期之前。", "The last day is before the first.")
  elseif to > today then
    refuse("to", "future", "只能到今天为止。", "It ends today at the latest.")
  elseif date.diff(to, from) > 366 then
    refuse("from", "range", "最多一年。", "A year at most.")
  end
  if refused() then stop() end
end
