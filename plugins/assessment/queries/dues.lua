-- Reassessments that are wanted, the most urgent first.
local enums = require "data.enums"
local fields = require "lib.fields"

return {
  zh = "待评", en = "Assessments due", permission = "assessment.read",
  input = fields.of("resident?", "standard",
    { name = "before", type = "date", zh = "到哪天为止", en = "Until" }),
  columns = fields.of("id", "resident", "resident_name", "standard_text",
    { name = "cause", type = "enum", values = enums.cause, zh = "原因", en = "Cause" },
    { name = "due", type = "instant", zh = "到期", en = "Due" },
    { name = "state", type = "enum", values = enums.due_state, zh = "状态", en = "State" },
    "note", { name = "draft", type = "ref", to = "draft", zh = "草稿", en = "Draft" },
    { name = "draft_name", type = "text", zh = "草稿", en = "Draft" }, "tone", "actions"),
  sql = [[
    select u.id, u.resident, r.name as resident_name, u.standard, u.cause, u.due,
           case when u.due > now() then 'upcoming' when u.due > now() - 604800000 then 'due'
                else 'late' end as state,
           u.note, d.id as draft, d.base_date as draft_name,
           case when u.due > now() then 'plain' when u.due > now() - 604800000 then 'late'
                else 'alarm' end as tone,
           iif(d.id is null, '["begin","report_change"]', '["report_change"]') as actions
    from assessment_due u
    join residents_resident r on r.id = u.resident
    left join assessment_draft d
      on d.resident = u.resident and d.standard = u.standard and d.state = 'open'
    where u.state = 'open' and (:resident is null or u.resident = :resident)
      and (:standard is null or u.standard = :standard)
      and (:before is null or local_date(u.due) <= :before)
    order by u.due, u.id
  ]],
}
