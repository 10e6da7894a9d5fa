-- Plans a meeting with families; holding it is a duty.
local fields = require "lib.fields"

return { zh = "计划家属座谈会", en = "Plan a family meeting", permission = "feedback.settle",
  input = { fields.make("topic", "text", "议题", "Topic", { min = 1, max = 200, required = true }),
    fields.make("planned", "instant", "时间", "At", { required = true }) },
  output = { fields.make("meeting", "id", "座谈会", "Meeting") },
  run = function(call, home)
    local input = call.input
    if input.planned < call.now then
      refuse("planned", "past", "计划时间已经过了。", "That time is past.")
      stop()
    end
    local id = home.insert("meeting", { topic = input.topic, planned = input.planned })
    home.schedule("hold_meeting", { subject = "meeting:" .. id, at = input.planned,
      data = { name = input.topic } })
    return { meeting = id }
  end }
