-- Rooms and care units against the building standard: what is below it, and
-- what was never measured.
local columns = require "lib.columns"
local enums = require "data.enums"
local house_rooms = require "lib.house_rooms"

local tones = { below = "late", unknown = "plain" }

local function add(found, edition, unit, room, faults)
  for _, fault in ipairs(faults) do
    local state = fault.state or "below"
    found[#found + 1] = { key = unit .. "/" .. (room or "") .. "/" .. fault.code,
      unit = unit, room = room, code = fault.code, state = state, tone = tones[state],
      standard = fault.standard or edition.standard .. "，" .. edition.edition,
      source = fault.source or edition.source,
      reasons = array { { zh = fault.zh, en = fault.en } } }
  end
end

local function before(a, b)
  if a.unit ~= b.unit then return a.unit < b.unit end
  if a.room ~= b.room then return (a.room or "") < (b.room or "") end
  return a.code < b.code
end

return {
  zh = "房间达标核对", en = "Rooms against the standard", permission = "beds.read",
  input = { { name = "state", type = "enum", zh = "结果", en = "Result",
    values = { enums.room[2], enums.room[3] } } },
  columns = columns.of("unit", "room",
    { name = "code", type = "text", zh = "代码", en = "Code" },
    { name = "state", type = "enum", values = enums.room, zh = "结果", en = "Result" },
    { name = "reasons", type = "json", zh = "问题", en = "Fault" },
    { name = "key", type = "text", zh = "编号", en = "Key" },
    { name = "standard", type = "text", zh = "依据", en = "Standard" },
    { name = "source", type = "text", zh = "出处（规范资料）", en = "Source" },
    "tone"),
  run = function(call, home)
    local edition, found = house_rooms.edition(call), array {}
    local rooms, units = house_rooms.gather(home)
    for _, room in ipairs(rooms) do
      add(found, edition, room.unit, room.room, call.rules.rooms(room, edition))
    end
    for _, unit in pairs(units) do
      add(found, edition, unit.name, nil, call.rules.units(unit, edition))
    end
    local wanted = array {}
    for _, each in ipairs(found) do
      if not call.input.state or each.state == call.input.state then wanted[#wanted + 1] = each end
    end
    table.sort(wanted, before)
    return wanted
  end,
}
