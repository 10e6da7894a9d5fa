-- The home's rooms: what is known of each and how it stands to the standard.
local columns = require "lib.columns"
local enums = require "data.enums"
local house_rooms = require "lib.house_rooms"
local measures = require "lib.measures"

-- How the room stands: short of the standard, not measured, or good.
local function state_of(faults)
  local state = "good"
  for _, fault in ipairs(faults) do
    if fault.state == "below" then return "below" end
    state = fault.state
  end
  return state
end

local tones = { good = "free", unknown = "plain", below = "late" }

local function row_of(room, faults)
  local state, reasons = state_of(faults), array {}
  for i, fault in ipairs(faults) do
    reasons[i] = { code = fault.code, zh = fault.zh, en = fault.en }
  end
  local row = { room = room.room_id, room_name = room.room, building = room.building,
    floor = room.floor, unit = room.unit, area = room.area, sex = room.sex, beds = #room.kinds,
    state = state, tone = tones[state], reasons = reasons }
  for _, field in ipairs(measures.fields) do row[field.name] = room[field.name] end
  return row
end

return {
  zh = "房间", en = "Rooms", permission = "beds.read",
  input = {},
  columns = measures.after(columns.of(
    { name = "room", type = "ref", to = "room", zh = "房间", en = "Room" },
    { name = "room_name", type = "text", zh = "房间", en = "Room" },
    "building", "floor", "unit",
    { name = "beds", type = "integer", zh = "床位数", en = "Beds" },
    { name = "area", type = "decimal", scale = 2, zh = "面积（m²）", en = "Area (m²)" },
    { name = "sex", type = "enum", values = enums.sex, zh = "只住", en = "Only for" },
    { name = "state", type = "enum", values = enums.room, zh = "核对", en = "Check" },
    { name = "reasons", type = "json", zh = "说明", en = "Notes" },
    "tone")),
  run = function(call, home)
    local edition, rows = house_rooms.edition(call), array {}
    for i, room in ipairs((house_rooms.gather(home))) do
      rows[i] = row_of(room, call.rules.rooms(room, edition))
    end
    return rows
  end,
}
