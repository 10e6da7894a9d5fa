-- Rooms and care units that do not meet the building standard.
local columns = require "lib.columns"
local edition_on = require "lib.edition"

local function gather(rows)
  local rooms, units, order = {}, {}, {}
  for _, row in ipairs(rows) do
    local room = rooms[row.room_id]
    if not room then
      room = { name = row.room, unit = row.unit, area = row.area, kinds = {} }
      rooms[row.room_id], order[#order + 1] = room, room
    end
    table.insert(room.kinds, row.kind)
    local unit = units[row.unit_id] or { name = row.unit, beds = 0, dementia = 0 }
    units[row.unit_id] = unit
    unit.beds = unit.beds + 1
    if row.kind == "dementia" then unit.dementia = unit.dementia + 1 end
  end
  return order, units
end

local function add(found, standard, unit, room, faults)
  for _, fault in ipairs(faults) do
    found[#found + 1] = { key = unit .. "/" .. (room or "") .. "/" .. fault.code,
      unit = unit, room = room, code = fault.code, standard = standard, tone = "late",
      reasons = array { { zh = fault.zh, en = fault.en } } }
  end
end

return {
  zh = "不符合标准的房间", en = "Rooms below the standard", permission = "beds.read",
  input = {},
  columns = columns.of("unit", "room",
    { name = "code", type = "text", zh = "代码", en = "Code" },
    { name = "reasons", type = "json", zh = "问题", en = "Fault" },
    { name = "key", type = "text", zh = "编号", en = "Key" },
    { name = "standard", type = "text", zh = "依据", en = "Standard" },
    "tone"),
  run = function(call, home)
    local edition, found = edition_on(call.data.rooms, call.today), array {}
    local standard = edition.standard .. "，" .. edition.edition
    local rooms, units = gather(home.query("rooms", {}))
    for _, room in ipairs(rooms) do
      add(found, standard, room.unit, room.name, call.rules.rooms(room, edition))
    end
    for _, unit in pairs(units) do
      add(found, standard, unit.name, nil, call.rules.units(unit, edition))
    end
    table.sort(found, function(a, b)
      if a.unit ~= b.unit then return a.unit < b.unit end
      if a.room ~= b.room then return (a.room or "") < (b.room or "") end
      return a.code < b.code
    end)
    return found
  end,
}
