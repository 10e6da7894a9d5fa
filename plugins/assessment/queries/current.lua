-- Which assessments stand: for each resident and scale the newest that was
-- not superseded.
local fields = require "lib.fields"

return {
  zh = "现在的等级", en = "Levels that stand", permission = "assessment.read", at = true,
  input = fields.of("resident?", { name = "standard", type = "text", max = 40, zh = "量表",
    en = "Scale" }),
  columns = fields.of("id", "resident", "resident_name", "standard_text", "edition", "level",
    "level_zh", "level_en", { name = "previous", type = "integer", zh = "上次等级", en = "Previous" },
    "base_date", { name = "completed", type = "instant", zh = "完成时间", en = "Completed" }),
  sql = [[
    with standing as (
      select a.id, a.resident, a.standard, a.edition, a.level, a.previous, a.base_date,
             a.completed, a.result,
             row_number() over (partition by a.resident, a.standard
                                order by a.base_date desc, a.id desc) as place
      from assessment_assessment a
      where (:resident is null or a.resident = :resident)
        and (:standard is null or a.standard = :standard)
        and not exists (select 1 from assessment_assessment s where s.supersedes = a.id)
    )
    select s.id, s.resident, r.name as resident_name, s.standard, s.edition, s.level,
           json_extract(s.result, '$.level_zh') as level_zh,
           json_extract(s.result, '$.level_en') as level_en, s.previous, s.base_date, s.completed
    from standing s join residents_resident r on r.id = s.resident
    where s.place = 1
    order by r.name, s.resident, s.standard
  ]],
}
