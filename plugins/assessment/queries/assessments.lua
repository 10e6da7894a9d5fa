-- Completed assessments, newest first; superseded ones stay in the list.
local enums = require "data.enums"
local fields = require "lib.fields"

return {
  zh = "评估记录", en = "Assessments", permission = "assessment.read", at = true,
  input = fields.of("resident?", "standard"),
  columns = fields.of("id", "resident", "resident_name", "standard_text", "edition", "base_date",
    "reason", { name = "total", type = "integer", zh = "总分", en = "Total" }, "level", "level_zh",
    "level_en", { name = "state", type = "enum", values = enums.standing, zh = "状态",
      en = "State" },
    { name = "completed", type = "instant", zh = "完成时间", en = "Completed" },
    { name = "completed_by", type = "text", zh = "完成人", en = "Completed by" }, "tone"),
  sql = [[
    select a.id, a.resident, r.name as resident_name, a.standard, a.edition, a.base_date, a.reason,
           a.total, a.level, json_extract(a.result, '$.level_zh') as level_zh,
           json_extract(a.result, '$.level_en') as level_en,
           iif(s.id is null, 'completed', 'superseded') as state, a.completed, a.completed_by,
           iif(s.id is null, 'free', 'blocked') as tone
    from assessment_assessment a
    join residents_resident r on r.id = a.resident
    left join assessment_assessment s on s.supersedes = a.id
    where (:resident is null or a.resident = :resident)
      and (:standard is null or a.standard = :standard)
    order by a.base_date desc, a.id desc
    limit 2000
  ]],
}
