-- The levels of a resident in time, each with its scale and edition.
local enums = require "data.enums"
local fields = require "lib.fields"

return {
  zh = "等级经过", en = "Level history", permission = "assessment.read", at = true,
  input = fields.of("resident", "standard"),
  columns = fields.of("id", { name = "at", type = "date", zh = "基准日期", en = "Base date" },
    { name = "series", type = "text", zh = "量表", en = "Scale" },
    { name = "value", type = "integer", zh = "等级", en = "Level" },
    { name = "kind", type = "text", zh = "量表", en = "Scale" }, "edition",
    { name = "text", type = "text", zh = "结果", en = "Result" },
    { name = "text_en", type = "text", zh = "结果（英文）", en = "Result" },
    { name = "state", type = "enum", values = enums.standing, zh = "状态", en = "State" },
    { name = "note", type = "text", max = 500, zh = "说明", en = "Note" },
    { name = "who", type = "text", zh = "完成人", en = "Completed by" }, "tone"),
  sql = [[
    select a.id, a.base_date as at, iif(s.id is null, a.standard, null) as series,
           iif(s.id is null, a.level, null) as value, a.standard as kind, a.edition,
           a.standard || ' (' || a.edition || '): '
             || coalesce(a.level || ' ' || json_extract(a.result, '$.level_zh'), '没有等级')
             || coalesce('，总分 ' || a.total, '') as text,
           a.standard || ' (' || a.edition || '): '
             || coalesce(a.level || ' ' || json_extract(a.result, '$.level_en'), 'no level')
             || coalesce(', total ' || a.total, '') as text_en,
           iif(s.id is null, 'completed', 'superseded') as state,
           coalesce(s.why, a.note) as note, a.completed_by as who,
           iif(s.id is null, 'plain', 'blocked') as tone
    from assessment_assessment a
    left join assessment_assessment s on s.supersedes = a.id
    where a.resident = :resident and (:standard is null or a.standard = :standard)
    order by a.base_date desc, a.id desc
  ]],
}
