local fields = require "lib.fields"
local step = require "lib.step"

return { zh = "答复投诉", en = "Answer a complaint", permission = "feedback.settle",
  records = "answer_complaint",
  input = fields.duty_of(fields.make("answer", "text", "答复了什么", "What was answered",
    { min = 1, max = 2000, required = true })),
  run = function(call, home)
    local complaint = step(call, home, "open")
    home.update("complaint", complaint.id, { state = "answered",
      answered = call.input.at or call.happened_at,
      answer = call.input.answer })
    return { facts = { answer = call.input.answer } }
  end }
