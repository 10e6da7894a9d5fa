-- Equipment is somewhere else now, or out of service, or back.
local enums = require "data.enums"
local fields = require "lib.fields"

return {
  zh = "变更器材", en = "Change equipment", permission = "fire_safety.setup",
  input = fields.of("equipment", "building", "floor",
    fields.text("place", "位置", "Place", 100),
    fields.enum("state", { enums.equipment_state[1], enums.equipment_state[2] }, "状态", "State"),
    "note"),
  output = fields.of(fields.id("equipment", "器材", "Equipment")),
  run = function(call, home)
    local input = call.input
    local row = home.get("equipment", input.equipment)
    if row.state == "scrapped" then
      refuse("equipment", "scrapped", "这件器材已经报废。", "This was scrapped.")
      stop()
    end
    local changes = {}
    for _, name in ipairs { "building", "floor", "place", "note" } do
      changes[name] = input[name]
    end
    if input.state and input.state ~= row.state then changes.state = input.state end
    if next(changes) then home.update("equipment", row.id, changes) end
    return { equipment = row.id }
  end,
}
