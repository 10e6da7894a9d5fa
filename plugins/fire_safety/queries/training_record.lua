local c = require "lib.columns"
local enums = require "data.enums"

return {
  zh = "培训", en = "Training", permission = "fire_safety.read", single = true,
  input = { { name = "training", type = "ref", to = "training", required = true, zh = "培训",
    en = "Training" } },
  columns = c.of("id", c.enum("kind", enums.training, "类别", "Kind"),
    c.text("topic", "内容", "Topic"), c.instant("held", "时间", "Held"), "recorded",
    c.integer("minutes", "时长（分钟）", "Minutes"), c.text("teacher", "讲师", "Teacher")),
  sql = [[
    select t.id, t.kind, t.topic, t.held, t.recorded, t.minutes, t.teacher
    from fire_safety_training t where t.id = :training
  ]],
}
