-- When fewer than `wanted` people were on duty in [from, to). Pure: `shifts`
-- are { starts, ends, people } in any order; shifts may overlap.
local function edges_of(shifts, from, to)
  local edges = { { at = from, people = 0 }, { at = to, people = 0 } }
  for _, shift in ipairs(shifts) do
    local starts, ends = math.max(shift.starts, from), math.min(shift.ends, to)
    if starts < ends then
      edges[#edges + 1] = { at = starts, people = shift.people }
      edges[#edges + 1] = { at = ends, people = -shift.people }
    end
  end
  table.sort(edges, function(a, b) return a.at < b.at end)
  return edges
end

return function(shifts, from, to, wanted)
  local found, people, last = array {}, 0, from
  for _, edge in ipairs(edges_of(shifts, from, to)) do
    if edge.at > last and people < wanted then
      local open = found[#found]
      if open and open.to == last and open.people == people then
        open.to = edge.at
      else
        found[#found + 1] = { from = last, to = edge.at, people = people }
      end
    end
    people, last = people + edge.people, edge.at
  end
  return found
end
