local enums = require "data.enums"

return {
  zh = "培训", en = "Training", history = true,
  columns = {
    { name = "kind", type = "enum", values = enums.training, required = true, zh = "类别",
      en = "Kind" },
    { name = "topic", type = "text", max = 200, required = true, zh = "内容", en = "Topic" },
    { name = "held", type = "instant", required = true, zh = "时间", en = "Held" },
    { name = "recorded", type = "instant", required = true, zh = "记录时间", en = "Recorded" },
    { name = "minutes", type = "integer", min = 1, max = 6000, required = true, zh = "时长（分钟）",
      en = "Minutes" },
    { name = "teacher", type = "text", max = 60, zh = "讲师", en = "Teacher" },
  },
}
