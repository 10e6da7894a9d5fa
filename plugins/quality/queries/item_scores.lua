-- The items of a self-assessment: what each got, what there was to show for it.
local fields = require "lib.fields"

return {
  zh = "各项得分", en = "Scores of the items", permission = "quality.read",
  input = { { name = "id", type = "ref", to = "assessment", required = true, zh = "自评",
    en = "Self-assessment" } },
  columns = fields.of("id", "part", "code", "name", "points", "score", "suggested", "met", "out_of",
    "item_document", "shown", "left_out", "effort", "tone"),
  sql = [[
    select s.item as id, i.part, i.code, i.name, s.points, s.score, s.suggested, s.met, s.of,
      s.document, s.shown, s.left_out, i.effort,
      case when s.left_out then 'away' when not s.shown then 'late' else 'free' end as tone
    from quality_item_score s join quality_item i on i.id = s.item
    where s.assessment = :id
    order by case i.part when 'environment' then 1 when 'facilities' then 2
      when 'operation' then 3 else 4 end, i.id ]],
}
