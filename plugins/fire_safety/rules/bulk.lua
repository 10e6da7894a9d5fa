-- Entries that one person made in one go about different times. Pure:
-- `entries` are { person, at, recorded }; at least `least` of them, each within
-- `minutes` after the one before, telling of more than a day.
-- `visits` are instants; `days`: how near before a visit is named.
local day = 86400000

local function by_person(entries)
  local people, order = {}, {}
  for _, entry in ipairs(entries) do
    local list = people[entry.person]
    if not list then
      list = {}
      people[entry.person], order[#order + 1] = list, entry.person
    end
    list[#list + 1] = entry
  end
  table.sort(order)
  return people, order
end

local function next_visit(visits, at, days)
  local found
  for _, visit in ipairs(visits) do
    local near = visit >= at and visit - at <= days * day
    if near and (not found or visit < found) then found = visit end
  end
  return found
end

return function(entries, visits, least, minutes, days)
  local found = array {}
  local function keep(group)
    if group and group.count >= least and group.last - group.first > day then
      group.visit = next_visit(visits, group.to, days)
      found[#found + 1] = group
    end
  end
  local people, order = by_person(entries)
  for _, person in ipairs(order) do
    local list, group = people[person], nil
    table.sort(list, function(a, b) return a.recorded < b.recorded end)
    for _, entry in ipairs(list) do
      if group and entry.recorded - group.to <= minutes * 60000 then
        group.count, group.to = group.count + 1, entry.recorded
        group.first, group.last = math.min(group.first, entry.at), math.max(group.last, entry.at)
      else
        keep(group)
        group = { person = person, count = 1, from = entry.recorded, to = entry.recorded,
          first = entry.at, last = entry.at }
      end
    end
    keep(group)
  end
  return found
end
