local c = require "lib.columns"
local enums = require "data.enums"

return {
  zh = "培训", en = "Trainings", permission = "fire_safety.read",
  input = { c.date("from", "从", "From"), c.date("to", "到（不含）", "To (not included)") },
  columns = c.of("id", c.ref("training", "training", "培训", "Training"),
    c.enum("kind", enums.training, "类别", "Kind"), c.text("topic", "内容", "Topic"),
    c.instant("held", "时间", "Held"), "recorded", c.integer("minutes", "时长（分钟）", "Minutes"),
    c.text("teacher", "讲师", "Teacher"), c.integer("people", "人数", "People"),
    c.integer("passed", "合格", "Passed"), c.integer("percent", "合格率（%）", "Passed (%)")),
  sql = [[
    select t.id, t.id as training, t.kind, t.topic, t.held, t.recorded, t.minutes, t.teacher,
           count(m.id) as people, coalesce(sum(m.passed), 0) as passed,
           coalesce(sum(m.passed), 0) * 100 / max(count(m.id), 1) as percent
    from fire_safety_training t left join fire_safety_mark m on m.training = t.id
    where (:from is null or local_date(t.held) >= :from)
      and (:to is null or local_date(t.held) < :to)
    group by t.id order by t.held desc
  ]],
}
