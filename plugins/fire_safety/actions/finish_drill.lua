-- The fire drill that the calendar asks for.
local drills = require "lib.drills"
local fields = require "lib.fields"
local more = require "lib.drill_fields"

return {
  zh = "完成消防演练", en = "Finish the fire drill", permission = "fire_safety.drill",
  records = "fire_drill",
  input = fields.duty_of(table.unpack(more)),
  output = fields.of(),
  run = function(call, home)
    if call.input.outcome ~= "not_done" then drills.required(call) end
    drills.risk(home, call.input.drill, "fire", true)
    return { facts = drills.finish(call, home) }
  end,
}
