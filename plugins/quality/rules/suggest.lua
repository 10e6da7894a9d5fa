-- What the records suggest for an item: its points in the share of `met` in `of`,
-- rounded down; nil where nothing was asked for. A home may weigh otherwise.
return function(points, met, of)
  if not of or of <= 0 then return nil end
  return points * math.min(met, of) // of
end
