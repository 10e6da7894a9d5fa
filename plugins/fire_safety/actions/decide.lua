-- The manager answers for a hazard whose step is late.
local fields = require "lib.fields"

return {
  zh = "处理逾期隐患", en = "Answer for a late hazard", permission = "fire_safety.lead",
  records = "escalation",
  input = fields.duty_of(),
  output = fields.of(),
  run = function(call) return { facts = { hazard = call.duty.data.hazard } } end,
}
