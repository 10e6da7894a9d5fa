-- Whether the home meets what every home must, requirement by requirement.
local basic = require "lib.basic"
local fields = require "lib.fields"

return {
  zh = "基本质量达标", en = "Basic quality", permission = "quality.read", deadline_ms = 10000,
  columns = fields.of(fields.make("key", "text", "编号", "Key"),
    fields.make("title", "json", "要求", "Requirement"),
    fields.make("state", "enum", "结论", "Verdict", { values = {
      { value = "met", zh = "达到", en = "Met" }, { value = "not_met", zh = "没有达到", en = "Not met" },
      { value = "not_needed", zh = "本院不需要", en = "Not needed here" },
      { value = "unknown", zh = "没有依据", en = "Nothing to show" } } }),
    fields.make("reasons", "json", "原因", "Reasons"),
    fields.make("asked_by", "text", "依据", "Asked by"),
    fields.make("value", "text", "依据文件", "Document"), "confidence",
    fields.make("page", "text", "页", "Page"), "tone"),
  run = function(call, home)
    return (basic(call, home))
  end,
}
