-- How a course stands: which of its versions is in force at an instant, and what is
-- planned behind it. What is said from an instant on cuts the version that is in force
-- there and takes the place of what was planned for later (invariant M16).
local alarms = require "lib.alarms"
local clock = require "lib.clock"

local standing = {}

-- The end of an order, or nil.
function standing.ending(home, order)
  return home.find("ending", { for_order = order.id })[1]
end

-- All versions of a course, those taken back as well, oldest first.
function standing.versions(home, course)
  local versions = home.find("order", { course = course })
  table.sort(versions, function(a, b) return a.version < b.version end)
  return versions
end

-- The version in force at `at`, the first where none has begun; and those to come.
-- `without`: the number of one that does not count.
function standing.at(home, course, at, without)
  local now, later = nil, array {}
  for _, order in ipairs(standing.versions(home, course)) do
    local ending = standing.ending(home, order)
    local counts = order.id ~= without and not (ending and ending.kind == "withdrawn")
    if counts and (not now or order.starts <= at) then
      now = order
    elseif counts then
      later[#later + 1] = order
    end
  end
  return now, later
end

function standing.finish(call, home, order, at, kind, reason, next_order)
  alarms.cut(home, order, at)
  return home.insert("ending", { for_order = order.id, at = at, kind = kind, next = next_order,
    reason = reason, person = call.person and call.person.name, entered = call.now })
end

-- Takes back what is planned behind `at`: changes, and the stop that nothing follows.
-- Gives the version in force there, the changes as orders, and the stop or nil.
function standing.take_back(call, home, course, at, reason, next_order)
  local now, later = standing.at(home, course, at, next_order)
  local planned
  for _, order in ipairs { now, table.unpack(later) } do
    local ending = standing.ending(home, order)
    if ending then home.delete("ending", ending.id) end
    if ending and ending.kind ~= "changed" then planned = ending end
  end
  for _, order in ipairs(later) do
    standing.finish(call, home, order, call.now, "withdrawn", reason, next_order)
  end
  return now, later, planned
end

-- For who said it: what does not hold any more. A stop is kept as one taken back;
-- a change is by its own end.
function standing.tell(call, home, later, planned, reason)
  local told = array {}
  for _, order in ipairs(later) do
    local at = clock.short(order.starts)
    told[#told + 1] = { zh = "原定 " .. at .. " 起的更改（每次 " .. order.dose .. "，" .. order.often
        .. "）不再生效。", en = "The change planned from " .. at .. " ("
        .. (order.dose_en or order.dose) .. ", " .. (order.often_en or order.often)
        .. ") no longer holds." }
  end
  if planned then
    local at = clock.short(planned.at)
    home.insert("recall", { for_order = planned.for_order, planned = planned.at,
      reason = reason, person = call.person and call.person.name, entered = call.now })
    told[#told + 1] = { zh = "原定 " .. at .. " 的停药不再生效。",
      en = "The stop planned for " .. at .. " no longer holds." }
  end
  return told
end

return standing
