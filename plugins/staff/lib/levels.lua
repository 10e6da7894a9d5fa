-- What a level of GB/T 42195-2022 is called in the ratios.
local names = { [0] = "able", "mild", "moderate", "severe", "severe" }

return function(level)
  return level and names[level] or "unknown"
end
