local fields = require "lib.fields"

return {
  fields.text("topic", "内容", "Topic", 200),
  fields.integer("minutes", "时长（分钟）", "Minutes", 1, 6000),
  fields.text("teacher", "讲师", "Teacher", 60),
  { name = "marks", type = "list", max = 500, zh = "成绩", en = "Marks",
    of = { type = "object", fields = fields.of(
      fields.text("name", "姓名", "Name", 60, true),
      fields.integer("score", "成绩", "Score", 0, 100, true)) } },
}
