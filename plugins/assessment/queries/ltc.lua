-- Eligibility for the long-term care insurance: what holds, what ends soon. That of
-- who has left is nobody's to renew here.
local enums = require "data.enums"
local fields = require "lib.fields"

return {
  zh = "长护险资格", en = "Insurance eligibility", permission = "assessment.read",
  input = fields.of("resident?"),
  columns = fields.of("id", { name = "ltc", type = "id", zh = "编号", en = "Number" }, "resident",
    "resident_name", "standard_text", "edition", "level",
    { name = "document", type = "text", zh = "结论文号", en = "Document" },
    { name = "starts", type = "date", zh = "生效日", en = "Valid from" },
    { name = "ends", type = "date", zh = "到期日", en = "Expires on" },
    { name = "again_from", type = "date", zh = "可重新评估自", en = "May be assessed anew from" },
    { name = "state", type = "enum", values = enums.ltc_state, zh = "状态", en = "State" },
    { name = "ended_because", type = "text", zh = "终止原因", en = "Ended because" }, "tone",
    "actions"),
  sql = [[
    with seen as (
      select l.id, l.resident, l.standard, l.edition, l.level, l.document, l.starts, l.ends,
             l.again_from, l.state, l.ended_because, r.name as resident_name,
             case when l.state = 'ended' then 'ended'
                  when exists (select 1 from assessment_ltc n where n.resident = l.resident
                               and n.state = 'valid' and n.starts >= l.ends)
                    or r.state in ('left', 'deceased')
                  then iif(l.ends <= today(), 'ended', 'valid')
                  when l.ends <= today() then 'expired'
                  when date_diff(l.ends, today()) <= 60 then 'ending' else 'valid' end as shown
      from assessment_ltc l join residents_resident r on r.id = l.resident
      where :resident is null or l.resident = :resident
    )
    select s.id, s.id as ltc, s.resident, s.resident_name, s.standard, s.edition, s.level,
           s.document, s.starts, s.ends, s.again_from, s.shown as state, s.ended_because,
           case s.shown when 'valid' then 'free' when 'ending' then 'late'
                        when 'expired' then 'alarm' else 'blocked' end as tone,
           iif(s.state = 'valid', '["end_ltc"]', '[]') as actions
    from seen s
    order by s.shown = 'ended', s.ends, s.id
  ]],
}
