-- Pairs of points that follow each other in a round in less time than a walk
-- takes. Pure: `scans` are { round, point, at } in any order; `metres` is
-- metres["3-7"], smaller number first; speed in centimetres a second.
local function far(metres, a, b)
  return metres[math.min(a, b) .. "-" .. math.max(a, b)]
end

return function(scans, metres, speed)
  local list, found, known = {}, array {}, 0
  for i, scan in ipairs(scans) do list[i] = scan end
  table.sort(list, function(a, b)
    if a.round ~= b.round then return a.round < b.round end
    if a.at ~= b.at then return a.at < b.at end
    return a.point < b.point
  end)
  for i = 2, #list do
    local from, to = list[i - 1], list[i]
    local away = from.round == to.round and far(metres, from.point, to.point)
    if away then
      known = known + 1
      -- centimetres a second times ms over 1000 against centimetres
      if (to.at - from.at) * speed < away * 100 * 1000 then
        found[#found + 1] = { round = to.round, from = from.point, to = to.point,
          metres = away, seconds = (to.at - from.at) // 1000, at = to.at }
      end
    end
  end
  return { legs = found, of = known }
end
