local checks = require "lib.checks"
local control = require "lib.control"
local fields = require "lib.fields"
local forms = require "lib.forms"

local record = checks.handler(forms.named("control_log"), "normal", "control_log",
  function(call, home) control.need(call, home, call.person, "duty") end)

return {
  zh = "记录控制室值班", en = "Write the control-room log", permission = "fire_safety.control",
  records = "control_log",
  input = fields.duty_of("answers", "note"),
  output = fields.of(),
  run = function(call, home)
    local result = record(call, home)
    result.facts.on_shift = control.on_shift(call, home)
    return result
  end,
}
