local fields = require "lib.fields"

return {
  zh = "应答报警", en = "Answer an alarm", permission = "medication.give", records = "answer_alarm",
  input = fields.of(
    { name = "duty", type = "text", max = 60, required = true, zh = "任务", en = "Duty" },
    { name = "outcome", type = "text", max = 20, required = true, default = "answered",
      zh = "结果", en = "Outcome" },
    "at", "why",
    { name = "version", type = "integer", zh = "版本", en = "Version" }),
  output = {},
  run = function() return {} end,
}
