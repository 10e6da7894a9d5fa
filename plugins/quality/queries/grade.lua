-- What scores would come to; nothing is kept. This is also the what-if.
local fields = require "lib.fields"
local grade = require "lib.grading"

return {
  zh = "评级", en = "Grade", permission = "quality.read", single = true,
  input = fields.of("standard", "edition", "on", "scores", "bases"),
  columns = fields.of("standard", "edition", "confidence", "total", "rates", "level", "level_name",
    fields.make("level_zh", "text", "等级", "Level (Chinese)"),
    fields.make("level_en", "text", "等级（英文）", "Level (English)"),
    "next_level", "short_of", "blocked",
    fields.make("would_be", "integer", "按得分可达", "By points alone"),
    fields.make("source", "text", "来源", "Source")),
  run = function(call, home)
    return (grade(call, home, call.input))
  end,
}
