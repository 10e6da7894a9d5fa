local c = require "lib.columns"

return {
  zh = "成绩", en = "Marks", permission = "fire_safety.read",
  input = { { name = "training", type = "ref", to = "training", required = true, zh = "培训",
    en = "Training" } },
  columns = c.of("id", c.text("name", "姓名", "Name"), c.integer("score", "成绩", "Score"),
    c.boolean("passed", "合格", "Passed")),
  sql = [[
    select m.id, m.name, m.score, m.passed from fire_safety_mark m
    where m.training = :training order by m.name
  ]],
}
