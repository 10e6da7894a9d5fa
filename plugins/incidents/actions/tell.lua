-- Keeps who was told, beside any deadline: a doctor, a second relative.
local fields = require "lib.fields"

return { zh = "记录告知", en = "Record who was told", permission = "incidents.report",
  input = fields.of("incident", "whom", "name", "channel"),
  run = function(call, home)
    local input = call.input
    local row = home.get("incident", input.incident)
    if call.happened_at < row.happened then
      refuse("at", "order", "不可能在事件发生以前告知。", "Nobody can be told before it happened.")
      stop()
    end
    home.insert("told", { incident = row.id, whom = input.whom, name = input.name,
      channel = input.channel, told = call.happened_at, recorded = call.now,
      by = call.person.name })
  end }
