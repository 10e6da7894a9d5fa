-- The days [from, to) of a query, the last `usual` days when not said.
return function(call, usual, most)
  local to = call.input.to or date.add(call.today, 1)
  local from = call.input.from or date.add(to, -usual)
  if to <= from then
    refuse("to", "order", "结束要晚于开始。", "The end must be after the beginning.")
  elseif date.diff(to, from) > most then
    refuse("to", "range", ("一次最多查 %d 天。"):format(most), ("%d days at most."):format(most))
  end
  if refused() then stop() end
  return from, to
end
