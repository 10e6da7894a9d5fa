-- Results of risk assessments and who was told of them; those not told first.
local enums = require "data.enums"
local fields = require "lib.fields"

return {
  zh = "风险告知", en = "Results told", permission = "assessment.read",
  input = {
    { name = "assessment", type = "ref", to = "assessment", zh = "评估", en = "Assessment" },
    { name = "resident", type = "ref", to = "residents.resident", zh = "老人", en = "Resident" },
    { name = "open", type = "boolean", default = false, zh = "只看没有告知的",
      en = "Only those not told" },
  },
  columns = fields.of("id", "resident", "resident_name",
    { name = "assessment", type = "ref", to = "assessment", zh = "评估", en = "Assessment" },
    "base_date", { name = "due", type = "instant", zh = "告知期限", en = "To be told by" },
    { name = "state", type = "enum", values = enums.notice, zh = "状态", en = "State" },
    { name = "name", type = "text", zh = "告知了谁", en = "Who was told" },
    { name = "relation", type = "enum", values = enums.third_party, zh = "与老人的关系",
      en = "Relation" },
    { name = "way", type = "enum", values = enums.way, zh = "告知方式", en = "How" },
    { name = "signature", type = "enum", values = enums.receipt, zh = "签收", en = "Signature" },
    { name = "paper", type = "file", zh = "签收单扫描件", en = "Scan of the signed form" },
    { name = "told", type = "instant", zh = "告知时间", en = "Told at" },
    { name = "person", type = "text", zh = "告知人", en = "Told by" },
    { name = "reason", type = "text", max = 500, zh = "原因", en = "Reason" },
    { name = "duty", type = "text", zh = "任务", en = "Duty" },
    { name = "version", type = "integer", zh = "版本", en = "Version" }, "tone", "actions"),
  sql = [[
    select n.id, n.resident, r.name as resident_name, n.assessment, a.base_date, n.due, n.state,
           n.name, n.relation, n.way, n.signature, n.paper, n.told, n.person, n.reason,
           d.duty, d.version,
           case n.state when 'open' then iif(n.due < now(), 'late', 'reserved')
             when 'told' then 'free' when 'ended' then 'blocked' else 'plain' end as tone,
           iif(n.state = 'open' and d.duty is not null, '["tell_result"]', '[]') as actions
    from assessment_notice n
    join assessment_assessment a on a.id = n.assessment
    join residents_resident r on r.id = n.resident
    left join own_duty_open d on d.schedule = n.schedule
    where (:assessment is null or n.assessment = :assessment)
      and (:resident is null or n.resident = :resident)
      and (not :open or n.state = 'open')
    order by n.state <> 'open', n.due, n.id
    limit 2000
  ]],
}
