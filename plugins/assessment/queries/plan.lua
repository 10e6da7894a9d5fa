-- The care plan of one resident, for which level it was made and which stands.
local fields = require "lib.fields"

return {
  zh = "照护计划", en = "Care plan", permission = "assessment.care_read",
  input = fields.of("resident"),
  columns = fields.of({ name = "plan", type = "id", zh = "计划", en = "Plan" }, "resident",
    "resident_name", "standard_text", "edition", "level",
    { name = "template", type = "text", zh = "模板版本", en = "Template" },
    { name = "starts", type = "date", zh = "开始", en = "From" },
    { name = "reviewed", type = "date", zh = "最近复核", en = "Reviewed" },
    { name = "review_due", type = "instant", zh = "复核到期", en = "Review due" },
    { name = "alert", type = "text", zh = "请复核", en = "Review it" },
    { name = "alert_en", type = "text", zh = "请复核（英文）", en = "Review it" }, "actions"),
  sql = [[
    select p.id as plan, p.resident, r.name as resident_name, p.standard, p.edition, p.level,
           p.template, p.starts, p.reviewed, p.review_due,
           iif(p.review is null, null, '能力等级已变，请复核计划') as alert,
           iif(p.review is null, null, 'The level has changed: review the plan') as alert_en,
           '["renew_plan","add_task","add_goal"]' as actions
    from assessment_plan p join residents_resident r on r.id = p.resident
    where p.state = 'active' and p.resident = :resident
  ]],
}
