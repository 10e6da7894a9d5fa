-- Care plans of the house; those to be reviewed first.
local fields = require "lib.fields"

return {
  zh = "照护计划", en = "Care plans", permission = "assessment.care_read",
  input = {},
  columns = fields.of({ name = "plan", type = "id", zh = "计划", en = "Plan" }, "resident",
    "resident_name", "standard_text", "edition", "level",
    { name = "tasks", type = "integer", zh = "任务数", en = "Tasks" },
    { name = "goals", type = "integer", zh = "目标数", en = "Goals" },
    { name = "reviewed", type = "date", zh = "最近复核", en = "Reviewed" },
    { name = "review_due", type = "instant", zh = "复核到期", en = "Review due" }, "tone"),
  sql = [[
    select p.id as plan, p.resident, r.name as resident_name, p.standard, p.edition, p.level,
           (select count(*) from assessment_task t where t.plan = p.id and t.state = 'active')
             as tasks,
           (select count(*) from assessment_goal g where g.plan = p.id and g.state = 'open')
             as goals,
           p.reviewed, p.review_due, iif(p.review_due is null, 'plain', 'late') as tone
    from assessment_plan p join residents_resident r on r.id = p.resident
    where p.state = 'active'
    order by p.review_due is null, p.review_due, r.name, p.id
  ]],
}
