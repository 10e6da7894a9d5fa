local enums = require "data.enums"
local fields = require "lib.fields"
local words = require "lib.words"

return {
  zh = "照护风险事件", en = "Care-risk events", permission = "assessment.read",
  input = fields.of("resident?",
    { name = "from", type = "date", zh = "从", en = "From" },
    { name = "to", type = "date", zh = "到", en = "To" }),
  columns = fields.of("id", "resident", "resident_name", "kind",
    { name = "date", type = "date", zh = "日期", en = "Date" },
    { name = "severity", type = "enum", values = enums.severity, zh = "程度", en = "Severity" },
    "note",
    { name = "recorded_by", type = "text", zh = "记录人", en = "Recorded by" },
    { name = "recorded_by_en", type = "text", zh = "记录人（英文）", en = "Recorded by" },
    { name = "withdrawn", type = "text", max = 500, zh = "撤销原因", en = "Withdrawn because" },
    { name = "withdrawn_en", type = "text", max = 500, zh = "撤销原因（英文）",
      en = "Withdrawn because" },
    "tone", "actions"),
  sql = [[
    select e.id, e.resident, r.name as resident_name, e.kind, e.date, e.severity,
           e.note, iif(e.incident is not null and e.recorded_by like '不良事件%',
             '不良事件 ' || e.incident, e.recorded_by) as recorded_by,
           iif(e.incident is not null and e.recorded_by like '不良事件%',
             'Incident ' || e.incident, e.recorded_by) as recorded_by_en,
           ]] .. words.zh("e.withdrawn") .. [[ as withdrawn,
           ]] .. words.en("e.withdrawn") .. [[ as withdrawn_en,
           iif(e.withdrawn is null, 'plain', 'blocked') as tone,
           iif(e.withdrawn is null, '["withdraw_event"]', '[]') as actions
    from assessment_risk_event e join residents_resident r on r.id = e.resident
    where (:resident is null or e.resident = :resident)
      and (:from is null or e.date >= :from) and (:to is null or e.date <= :to)
    order by e.date desc, e.id desc limit 2000
  ]],
}
