local fields = require "lib.fields"

return {
  zh = "登记上级检查", en = "Record a visit", permission = "fire_safety.lead",
  input = fields.of(fields.instant("at", "时间", "At", true),
    { name = "who", type = "text", min = 2, max = 100, required = true, zh = "检查单位", en = "By" },
    fields.text("note", "意见", "Findings", 1000)),
  output = fields.of(fields.id("visit", "检查", "Visit")),
  run = function(call, home) return { visit = home.insert("visit", copy(call.input)) } end,
}
