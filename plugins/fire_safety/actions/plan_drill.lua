local enums = require "data.enums"
local fields = require "lib.fields"

return {
  zh = "计划演练", en = "Plan a drill", permission = "fire_safety.manage",
  input = fields.of(
    fields.instant("planned", "计划时间", "Planned for", true),
    { name = "risk", type = "enum", values = enums.risk, default = "fire", zh = "演练内容",
      en = "What for" },
    fields.boolean("announced", "事先通知", "Announced", true),
    fields.text("scenario", "情景", "Scenario", 1000, true), "building", "floor",
    fields.text("assembly", "集合地点", "Assembly place", 100),
    fields.text("leader", "负责人", "Leader", 60, true)),
  output = fields.of(fields.id("drill", "演练", "Drill")),
  run = function(call, home)
    local input = call.input
    if input.planned < call.now then
      refuse("planned", "past", "计划的时间已经过去。", "That time is past.")
      stop()
    end
    local row = copy(input)
    row.state = "planned"
    local id = home.insert("drill", row)
    -- nobody is told of an unannounced one
    if input.announced then home.publish("drill_planned", "drill:" .. id, { drill = id }) end
    return { drill = id }
  end,
}
