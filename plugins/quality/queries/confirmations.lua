-- The newest word on each requirement.
local fields = require "lib.fields"

return {
  zh = "达标确认", en = "Confirmations", permission = "quality.read",
  columns = fields.of("id", fields.make("requirement", "text", "要求", "Requirement"), "verdict",
    "item_document", "note", fields.make("made", "instant", "确认时间", "Confirmed"),
    fields.make("by", "text", "确认人", "By")),
  sql = [[
    select c.id, c.requirement, c.verdict, c.document, c.note, c.made, c.by
    from quality_confirmation c
    where not exists (select 1 from quality_confirmation n
      where n.requirement = c.requirement and n.id > c.id)
    order by c.requirement ]],
}
