local fields = require "lib.fields"

return {
  zh = "草稿得分", en = "Scores of a draft", permission = "quality.read",
  input = { fields.make("draft", "ref", "草稿", "Draft", { to = "draft", required = true }) },
  columns = fields.of("id", fields.make("item", "integer", "细项", "Item"), "score", "left_out",
    "item_document"),
  sql = [[ select s.id, s.item, s.score, s.left_out, s.document from quality_draft_score s
    where s.draft = :draft ]],
}
