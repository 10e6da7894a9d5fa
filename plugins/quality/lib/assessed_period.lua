-- Refuses a period that is none, or that is not over.
return function(input, today)
  if input.to < input.from then
    refuse("to", "order", "结束日期在开始日期之前。", "The last day is before the first.")
  elseif input.to > today then
    refuse("to", "future", "自评只能到今天为止。", "A self-assessment ends today at the latest.")
  elseif date.diff(input.to, input.from) > 366 then
    refuse("from", "range", "自评最多一年。", "A self-assessment covers a year at most.")
  end
end
