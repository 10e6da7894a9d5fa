local drills = require "lib.drills"
local fields = require "lib.fields"

return {
  zh = "取消演练", en = "Cancel a drill", permission = "fire_safety.manage", confirm = true,
  input = fields.of("drill", fields.text("reason", "原因", "Reason", 500, true)),
  output = fields.of(fields.id("drill", "演练", "Drill")),
  run = function(call, home)
    local drill = drills.of(call, home, "planned")
    home.update("drill", drill.id, { state = "cancelled", lessons = call.input.reason })
    return { drill = drill.id }
  end,
}
