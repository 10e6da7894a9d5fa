local checks = require "lib.checks"
local fields = require "lib.fields"
local forms = require "lib.forms"

return {
  zh = "记录全面检测", en = "Record the full test", permission = "fire_safety.check",
  records = "full_test",
  input = fields.duty_of("answers", "place",
    fields.text("firm", "检测单位", "Testing firm", 100),
    { name = "report", type = "file", zh = "检测报告", en = "Report" }),
  output = fields.of(),
  run = checks.handler(forms.named("full_test"), "normal", "full_test", function(call)
    if not call.input.firm then
      refuse("firm", "required", "请写检测单位。", "Name the firm that tested.")
    end
  end),
}
