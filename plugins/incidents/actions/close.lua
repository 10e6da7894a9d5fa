-- Closed by somebody who neither reported it nor decided the measures.
local fields = require "lib.fields"
local step = require "lib.step"

return { zh = "结案", en = "Close", permission = "incidents.settle", records = "close",
  input = fields.duty_of("lessons"),
  run = function(call, home)
    local row = step(call, home, "investigated")
    if call.person.id == row.reporter or call.person.id == row.investigator then
      refuse("incident", "same_person", "报告的人和调查的人不能结案，请另一位核实。",
        "Neither who reported it nor who looked into it closes it: ask somebody else.")
      stop()
    end
    home.update("incident", row.id, { state = "closed", lessons = call.input.lessons,
      closed = call.input.at or call.happened_at })
    home.publish("closed", "incident:" .. row.id, { incident = row.id })
    return { facts = { lessons = call.input.lessons } }
  end }
