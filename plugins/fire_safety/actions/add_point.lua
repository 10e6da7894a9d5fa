local fields = require "lib.fields"
local scan = require "lib.scan"

return {
  zh = "登记巡查点", en = "Add a patrol point", permission = "fire_safety.setup",
  input = fields.of(fields.text("name", "巡查点", "Point", 60, true), "building", "floor", "place",
    fields.text("what", "看什么", "What to look at", 500)),
  output = fields.of(fields.id("point", "巡查点", "Point"), fields.text("label", "标签码", "Label")),
  run = function(call, home)
    scan.need_home_code(call)
    local id = home.insert("point", copy(call.input))
    return { point = id, label = scan.label(call, home, "point", id) }
  end,
}
