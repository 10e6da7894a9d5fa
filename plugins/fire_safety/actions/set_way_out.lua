-- Which exit a floor (or one unit of it) takes.
local fields = require "lib.fields"

return {
  zh = "设置疏散出口", en = "Set the way out", permission = "fire_safety.setup",
  input = fields.of(
    fields.text("building", "楼栋", "Building", 40, true),
    fields.text("floor", "楼层", "Floor", 40, true),
    fields.text("unit", "照料单元（不填就是整层）", "Care unit (the whole floor when empty)", 40),
    { name = "exit", type = "ref", to = "equipment", required = true, zh = "安全出口",
      en = "Exit" }),
  output = fields.of(fields.id("way_out", "疏散出口", "Way out")),
  run = function(call, home)
    local input = call.input
    local exit = home.get("equipment", input.exit)
    if exit.kind ~= "exit" or exit.state ~= "in_use" then
      refuse("exit", "no_exit", "这不是在用的安全出口。", "That is no exit in use.")
      stop()
    end
    local where = { building = input.building, floor = input.floor, unit = input.unit or "" }
    local known = home.find("way_out", where)[1]
    if known then
      home.update("way_out", known.id, { exit = input.exit })
      return { way_out = known.id }
    end
    where.exit = input.exit
    return { way_out = home.insert("way_out", where) }
  end,
}
