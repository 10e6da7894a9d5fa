-- The yearly drill of an emergency plan.
local drills = require "lib.drills"
local fields = require "lib.fields"
local more = require "lib.drill_fields"

return {
  zh = "完成预案演练", en = "Finish a plan's drill", permission = "fire_safety.drill",
  records = "plan_drill",
  input = fields.duty_of(table.unpack(more)),
  output = fields.of(),
  run = function(call, home)
    if call.input.outcome ~= "not_done" then drills.required(call) end
    drills.risk(home, call.input.drill, call.duty.data.risk, true)
    return { facts = drills.finish(call, home) }
  end,
}
