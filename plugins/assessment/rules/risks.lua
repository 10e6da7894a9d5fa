-- The nine risks of GB 38600-2019: low, medium or high each; the level is
-- that of the worst.
return function(_, sums, ready)
  local scale, risks, worst, total = ready.scale, array {}, 0, 0
  for i, group in ipairs(scale.groups) do
    local points = sums[i]
    local level = points >= scale.cuts.high and 2 or points >= scale.cuts.medium and 1 or 0
    local words = scale.levels[level + 1]
    risks[i] = { risk = group.name, zh = group.zh, en = group.en, points = points, level = level,
      level_zh = words.zh, level_en = words.en }
    worst, total = math.max(worst, level), total + points
  end
  return { total = total, risks = risks, preliminary = worst }
end
