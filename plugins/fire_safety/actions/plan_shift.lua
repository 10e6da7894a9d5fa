local fields = require "lib.fields"
local shifts = require "lib.shifts"

return {
  zh = "排控制室的班", en = "Plan a control-room shift", permission = "fire_safety.setup",
  input = fields.of(
    fields.instant("starts", "开始", "From", true), fields.instant("ends", "结束", "To", true),
    { name = "first", type = "ref", to = "controller", required = true, zh = "值班员一",
      en = "First" },
    { name = "second", type = "ref", to = "controller", zh = "值班员二", en = "Second" }),
  output = fields.of(fields.id("shift", "班", "Shift")),
  run = function(call, home) return { shift = shifts.plan(call, home, copy(call.input)) } end,
}
