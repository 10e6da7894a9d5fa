-- What scores come to under an edition: whole numbers only, so that a rate of
-- exactly 90 % is 90 %. A level needs its total and its rate in every part, on
-- the points that apply to the home (GB/T 37276-2018; standards 4.2).
local function rate_of(score, base)
  return decimal.div(tostring(score * 100), tostring(base), 2)
end

-- What is missing for a level: { { part | total, have, need, points } }.
local function short_of(edition, level, scores, bases, total)
  local short = array {}
  if total < level.total then
    short[#short + 1] = { what = "total", have = total, need = level.total,
      points = level.total - total }
  end
  for _, part in ipairs(edition.parts) do
    local score, base = scores[part.part], bases[part.part]
    if score * 100 < level.rate * base then
      local need = (level.rate * base + 99) // 100
      short[#short + 1] = { what = part.part, have = score, need = need, points = need - score }
    end
  end
  return short
end

return function(edition, scores, bases)
  local total, rates, reached, missing = 0, array {}, 0, array {}
  for i, part in ipairs(edition.parts) do
    total = total + scores[part.part]
    rates[i] = rate_of(scores[part.part], bases[part.part])
  end
  for _, level in ipairs(edition.levels) do
    local short = short_of(edition, level, scores, bases, total)
    if #short == 0 and reached == level.level - 1 then
      reached = level.level
    elseif #missing == 0 and level.level > reached then
      missing = short
    end
  end
  return { total = total, rates = rates, level = reached, next_level =
    reached < #edition.levels and reached + 1 or nil, short_of = missing }
end
