-- Who leaves records, who takes over signs; both certified.
local checks = require "lib.checks"
local control = require "lib.control"
local fields = require "lib.fields"
local forms = require "lib.forms"

return {
  zh = "控制室交接班", en = "Hand the control room over", permission = "fire_safety.control",
  records = "handover",
  input = fields.duty_of("answers", "note"),
  output = fields.of(),
  run = checks.handler(forms.named("handover"), "normal", "control_log", function(call, home)
    control.need(call, home, call.person, "duty")
    if call.second then control.need(call, home, call.second, "second") end
  end),
}
