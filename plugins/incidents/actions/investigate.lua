local fields = require "lib.fields"
local step = require "lib.step"

return { zh = "记录调查", en = "Record what was found", permission = "incidents.settle",
  records = "investigate", input = fields.duty_of("cause", "measures"),
  run = function(call, home)
    local row = step(call, home, "open")
    home.update("incident", row.id, { state = "investigated", cause = call.input.cause,
      measures = call.input.measures, investigator = call.person.id })
    local duties = copy(row.duties or {})
    duties.close = home.schedule("close", { subject = "incident:" .. row.id,
      at = time.iso(call.now + call.settings.settle_days * 86400000) })
    home.update("incident", row.id, { duties = duties })
    return { facts = { measures = call.input.measures } }
  end }
