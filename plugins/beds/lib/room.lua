-- What is known of a room, as it comes in.
local enums = require "data.enums"
local measures = require "lib.measures"

local room = {}

room.fields = measures.after {
  { name = "area", type = "decimal", scale = 2, min = "0", max = "1000",
    zh = "房间面积（平方米）", en = "Area of the room (m²)" },
  { name = "sex", type = "enum", values = enums.sex, zh = "只住", en = "Only for" },
}

function room.given(input)
  local given = {}
  for _, field in ipairs(room.fields) do given[field.name] = input[field.name] end
  return given
end

local function same(field, a, b)
  if field.type == "decimal" then return decimal.cmp(a, b) == 0 end
  return a == b
end

local function shown(value)
  if type(value) ~= "boolean" then return value, value end
  return value and "有" or "没有", value and "yes" or "no"
end

-- A row of a sheet about a room that is there already: adds what was not known,
-- and refuses what was given otherwise before.
function room.complete(home, known, given)
  local changes = {}
  for _, field in ipairs(room.fields) do
    local value, before = given[field.name], known[field.name]
    if value ~= nil and before == nil and field.name ~= "sex" then
      changes[field.name] = value
    elseif value ~= nil and field.name ~= "sex" and not same(field, value, before) then
      local zh, en = shown(before)
      refuse(field.name, "differs", "同一间房的“" .. field.zh .. "”前面写的是 " .. zh .. "。",
        "The same room was given before with " .. field.en .. ": " .. en .. ".")
    end
  end
  if next(changes) and not refused() then home.update("room", known.id, changes) end
end

return room
