local enums = require "data.enums"
local fields = require "lib.fields"

return {
  zh = "记录用药效果", en = "Record the effect", permission = "medication.give",
  records = "effect_check",
  input = fields.of(
    { name = "duty", type = "text", max = 60, required = true, zh = "任务", en = "Duty" },
    { name = "outcome", type = "text", max = 20, required = true, default = "done", zh = "结果",
      en = "Outcome" },
    { name = "effect", type = "enum", values = enums.effect, zh = "效果", en = "Effect" },
    "at", "why", "note",
    { name = "supersedes", type = "integer", zh = "更正哪一条", en = "Corrects" },
    { name = "version", type = "integer", zh = "版本", en = "Version" }),
  output = {},
  run = function(call)
    if call.input.outcome == "done" and not call.input.effect then
      refuse("effect", "required", "请选效果。", "Say how it worked.")
      stop()
    end
    return { facts = { effect = call.input.effect, note = call.input.note } }
  end,
}
