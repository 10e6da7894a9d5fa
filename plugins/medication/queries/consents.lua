-- Agreements of one resident or of all, newest first.
local enums = require "data.drug_enums"
local fields = require "lib.stock_fields"

return {
  zh = "服药管理协议", en = "Consents", permission = "medication.read",
  input = fields.of("who"),
  columns = fields.of(
    { name = "consent", type = "ref", to = "consent", zh = "协议", en = "Consent" },
    "resident", "resident_name",
    { name = "signer", type = "text", zh = "签署人", en = "Signed by" },
    { name = "relation", type = "enum", values = enums.relation, zh = "与老人关系",
      en = "Relation" },
    { name = "signed", type = "date", zh = "签署日期", en = "Signed on" },
    { name = "starts", type = "date", zh = "生效日期", en = "From" },
    { name = "ends", type = "date", zh = "到期日期", en = "To (not included)" },
    { name = "document", type = "text", zh = "协议编号或存放处", en = "Document" },
    { name = "state", type = "enum", values = enums.consent, zh = "状态", en = "State" },
    { name = "ended_on", type = "date", zh = "终止日期", en = "Ended on" },
    { name = "ended_at", type = "instant", zh = "终止时间", en = "Ended at" },
    { name = "ended_because", type = "text", max = 500, zh = "终止原因", en = "Why it ended" },
    "tone", "actions"),
  sql = [[
    select c.id as consent, c.resident, r.name as resident_name, c.signer, c.relation, c.signed,
           c.starts, c.ends, c.document, c.state, c.ended_on, c.ended_at, c.ended_because,
           case when c.state = 'ended' then 'plain' when c.ends <= today() then 'alarm'
                when c.ends < date_add(today(), 30) then 'late' else 'free' end as tone,
           iif(c.state = 'valid', '["end_consent"]', '[]') as actions
    from medication_consent c join residents_resident r on r.id = c.resident
    where :resident is null or c.resident = :resident
    order by c.id desc
    limit 2000
  ]],
}
