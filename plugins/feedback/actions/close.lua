local fields = require "lib.fields"
local step = require "lib.step"

return { zh = "办结投诉", en = "Close a complaint", permission = "feedback.settle",
  records = "close_complaint",
  input = fields.duty_of(fields.make("measures", "text", "改了什么", "What was changed",
    { min = 1, max = 2000, required = true })),
  run = function(call, home)
    local complaint = step(call, home, "answered")
    home.update("complaint", complaint.id, { state = "closed",
      closed = call.input.at or call.happened_at,
      measures = call.input.measures, content = call.input.outcome == "content" })
    home.publish("closed", "complaint:" .. complaint.id, { complaint = complaint.id })
    return { facts = { measures = call.input.measures } }
  end }
