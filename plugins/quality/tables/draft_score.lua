local fields = require "lib.fields"

return { zh = "草稿得分", en = "Score in a draft", history = true,
  columns = fields.of(fields.make("draft", "ref", "草稿", "Draft", { to = "draft", required = true }),
    fields.make("item", "ref", "细项", "Item", { to = "item", required = true }), "score", "left_out",
    "item_document"),
  unique = { { columns = { "draft", "item" } } } }
