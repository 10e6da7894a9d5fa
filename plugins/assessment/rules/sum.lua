-- The level by the sum of all answers (GB/T 42195-2022, Barthel).
return function(_, sums, ready)
  local total = 0
  for _, sum in ipairs(sums) do total = total + sum end
  for _, level in ipairs(ready.scale.levels) do
    if total >= level.from and total <= level.to then
      return { total = total, preliminary = level.level }
    end
  end
end
