local fields = require "lib.fields"
local rooms = require "lib.room"

local input = fields.of(
  { name = "room", type = "ref", to = "room", required = true, zh = "房间", en = "Room" })
local known = {}
for _, field in ipairs(rooms.fields) do
  input[#input + 1], known[field.name] = field, true
end
input[#input + 1] = { name = "clear", type = "list", max = 20,
  of = { type = "text", max = 30 }, zh = "清空的栏目", en = "Entries to empty" }

return {
  zh = "更改房间", en = "Change a room", permission = "beds.setup",
  input = input,
  output = fields.of({ name = "room", type = "id", zh = "房间", en = "Room" }),
  run = function(call, home)
    local changes = rooms.given(call.input)
    for i, name in ipairs(call.input.clear or {}) do
      if known[name] then
        changes[name] = null
      else
        refuse("clear[" .. i - 1 .. "]", "unknown", "没有这一栏。", "There is no such entry.")
      end
    end
    if refused() then stop() end
    if next(changes) then home.update("room", call.input.room, changes) end
    return { room = call.input.room }
  end,
}
