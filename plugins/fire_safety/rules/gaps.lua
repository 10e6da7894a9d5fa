-- Where more than `limit` minutes lie between two patrols of one night. Pure:
-- `times` are instants (ms) in any order; the night is [from, to). A patrol
-- before the night or after it does not count for it; the first patrol is
-- measured from the night's beginning, the end of the night from the last.
-- Minutes are rounded up: 120 minutes and a second is over 120.
local function inside(times, from, to)
  local list = {}
  for _, at in ipairs(times) do
    if at >= from and at < to then list[#list + 1] = at end
  end
  table.sort(list)
  return list
end

return function(times, from, to, limit)
  local found, last, bound = array {}, from, limit * 60000
  local list = inside(times, from, to)
  list[#list + 1] = to
  for i, at in ipairs(list) do
    if at - last > bound then
      found[#found + 1] = { from = last, to = at, minutes = (at - last + 59999) // 60000,
        first = i == 1, last = i == #list }
    end
    last = at
  end
  return found
end
