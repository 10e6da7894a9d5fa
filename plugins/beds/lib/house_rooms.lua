-- The home's rooms with what stands in them, checked against the standard.
local edition_on = require "lib.edition"

local house_rooms = {}

-- Rooms in their order, each with the fields of queries.rooms and `kinds` (one a
-- bed); and the care units.
function house_rooms.gather(home)
  local rooms, units, order = {}, {}, {}
  for _, row in ipairs(home.query("rooms", {})) do
    local room = rooms[row.room_id]
    if not room then
      room = copy(row)
      room.kinds = {}
      rooms[row.room_id], order[#order + 1] = room, room
    end
    local unit = units[row.unit_id] or { name = row.unit, beds = 0, dementia = 0 }
    units[row.unit_id] = unit
    if row.bed then
      table.insert(room.kinds, row.kind)
      unit.beds = unit.beds + 1
    end
    if row.kind == "dementia" then unit.dementia = unit.dementia + 1 end
  end
  return order, units
end

function house_rooms.edition(call)
  return edition_on(call.data.rooms, call.today)
end

return house_rooms
