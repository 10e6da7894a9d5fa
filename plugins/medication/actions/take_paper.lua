local fields = require "lib.fields"

return {
  zh = "取纸质给药单", en = "Take the paper sheets", permission = "medication.give",
  records = "take_paper",
  input = fields.of(
    { name = "duty", type = "text", max = 60, required = true, zh = "任务", en = "Duty" },
    { name = "outcome", type = "text", max = 20, required = true, default = "done",
      zh = "结果", en = "Outcome" },
    "at", "why",
    { name = "version", type = "integer", zh = "版本", en = "Version" }),
  output = {},
  run = function() return {} end,
}
