-- Drafts that are being filled in.
local fields = require "lib.fields"

return {
  zh = "评估草稿", en = "Drafts", permission = "assessment.read",
  input = fields.of("resident?"),
  columns = fields.of("id", "resident", "resident_name", "standard_text", "edition", "base_date",
    "reason", { name = "began_by", type = "text", zh = "开始的人", en = "Begun by" },
    { name = "changed", type = "instant", zh = "最近修改", en = "Changed" }, "tone"),
  sql = [[
    select d.id, d.resident, r.name as resident_name, d.standard, d.edition, d.base_date, d.reason,
           d.began_by, d.changed, 'reserved' as tone
    from assessment_draft d join residents_resident r on r.id = d.resident
    where d.state = 'open' and (:resident is null or d.resident = :resident)
    order by d.changed desc, d.id desc
  ]],
}
