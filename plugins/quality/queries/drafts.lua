local fields = require "lib.fields"

return {
  zh = "自评草稿", en = "Drafts", permission = "quality.read",
  columns = fields.of("id", "standard", "edition", "from", "to",
    fields.make("by", "text", "开始人", "Begun by"),
    fields.make("items", "integer", "细项", "Items"),
    fields.make("scored", "integer", "已打分", "Scored"), "tone"),
  sql = [[
    select d.id, d.standard, d.edition, d."from", d."to", d.by,
      (select count(i.id) from quality_item i where i.standard = d.standard
        and i.edition = d.edition) as items,
      (select count(s.id) from quality_draft_score s where s.draft = d.id) as scored,
      'reserved' as tone
    from quality_draft d where d.state = 'open' order by d.id ]],
}
