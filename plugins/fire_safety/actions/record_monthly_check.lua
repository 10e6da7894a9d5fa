local checks = require "lib.checks"
local fields = require "lib.fields"
local forms = require "lib.forms"

return {
  zh = "记录防火检查", en = "Record the fire check", permission = "fire_safety.check",
  records = "monthly_check",
  input = fields.duty_of("answers", "place"),
  output = fields.of(),
  run = checks.handler(forms.named("monthly_check"), "normal", "monthly_check"),
}
