-- One completed assessment: the report's fields C.1 to C.5, what it
-- supersedes and by what it is superseded.
local enums = require "data.enums"
local fields = require "lib.fields"

local function words(zh, en) return { type = "text", max = 2000, zh = zh, en = en } end

local function text(name, zh, en)
  local field = words(zh, en)
  field.name = name
  return field
end

return {
  zh = "评估结果", en = "Assessment", permission = "assessment.read", at = true,
  input = { { name = "id", type = "ref", to = "assessment", required = true, zh = "评估",
    en = "Assessment" } },
  columns = fields.of("id", "resident", "resident_name", "standard_text", "edition", "base_date",
    "reason", { name = "state", type = "enum", values = enums.standing, zh = "状态",
      en = "State" }, "tone",
    { name = "subtotals", type = "json", zh = "C.1 分项得分", en = "C.1 Sub-scores" },
    { name = "total", type = "integer", zh = "C.2 总分", en = "C.2 Total" },
    { name = "preliminary", type = "integer", zh = "C.3 初步等级", en = "C.3 Preliminary level" },
    { name = "reasons", type = "json", zh = "C.4 等级变更依据", en = "C.4 Reasons of a change" },
    { name = "level", type = "integer", zh = "C.5 最终等级", en = "C.5 Final level" },
    "level_zh", "level_en",
    { name = "previous", type = "integer", zh = "上次等级", en = "Previous level" },
    { name = "warnings", type = "json", zh = "请注意", en = "Warnings" },
    { name = "risks", type = "json", zh = "九项风险", en = "Nine risks" },
    { name = "diagnoses", type = "json", zh = "疾病诊断", en = "Diagnoses" },
    { name = "risk_events", type = "json", zh = "填写的风险事件", en = "Events as typed" },
    { name = "counted", type = "json", zh = "本院记录的风险事件", en = "Events on record" },
    "provider", "relation", "contact", "place", "note",
    { name = "completed", type = "instant", zh = "完成时间", en = "Completed" },
    { name = "completed_by", type = "text", zh = "完成人", en = "Completed by" },
    { name = "supersedes", type = "ref", to = "assessment", zh = "替代了", en = "Supersedes" },
    text("supersedes_name", "替代了", "Supersedes"),
    { name = "superseded_by", type = "ref", to = "assessment", zh = "被替代为", en = "Superseded by" },
    text("superseded_by_name", "被替代为", "Superseded by"),
    text("why", "为何替代", "Why superseded"),
    text("superseded_why", "已被替代", "Superseded"),
    { name = "again", type = "boolean", zh = "可更正", en = "May be corrected" }, "actions"),
  sql = [[
    select a.id, a.resident, r.name as resident_name, a.standard, a.edition, a.base_date, a.reason,
           iif(s.id is null, 'completed', 'superseded') as state,
           iif(s.id is null, 'free', 'blocked') as tone,
           json_extract(a.result, '$.subtotals') as subtotals, a.total, a.preliminary,
           json_extract(a.result, '$.reasons') as reasons, a.level,
           json_extract(a.result, '$.level_zh') as level_zh,
           json_extract(a.result, '$.level_en') as level_en, a.previous,
           json_extract(a.result, '$.warnings') as warnings,
           json_extract(a.result, '$.risks') as risks,
           json_extract(a.form, '$.diagnoses') as diagnoses,
           json_extract(a.form, '$.risk_events') as risk_events, a.counted,
           a.provider, a.relation, a.contact, a.place, a.note, a.completed, a.completed_by,
           a.supersedes, o.base_date || ' (' || o.id || ')' as supersedes_name,
           s.id as superseded_by, s.base_date || ' (' || s.id || ')' as superseded_by_name,
           a.why, s.why as superseded_why, s.id is null as again,
           iif(s.id is null, '["correct"]', '[]') as actions
    from assessment_assessment a
    join residents_resident r on r.id = a.resident
    left join assessment_assessment s on s.supersedes = a.id
    left join assessment_assessment o on o.id = a.supersedes
    where a.id = :id
  ]],
}
