-- A fire drill beyond those of the calendar.
local drills = require "lib.drills"
local fields = require "lib.fields"
local more = require "lib.drill_fields"

return {
  zh = "完成计划外的消防演练", en = "Finish an extra fire drill", permission = "fire_safety.drill",
  records = "fire_drill", opens = true,
  input = fields.extra_of(table.unpack(more)),
  output = fields.of(),
  run = function(call, home)
    drills.required(call)
    drills.risk(home, call.input.drill, "fire", true)
    local facts = drills.finish(call, home)
    return { facts = facts, schedule = home.schedule("fire_drill", { subject = "home",
      at = call.input.at or call.happened_at }) }
  end,
}
