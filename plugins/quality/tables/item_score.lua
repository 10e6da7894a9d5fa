-- What a self-assessment gave an item, and what there was to show for it then.
local fields = require "lib.fields"

return { zh = "细项得分", en = "Score of an item", append_only = true,
  columns = fields.of(fields.make("assessment", "ref", "自评", "Self-assessment",
      { to = "assessment", required = true }),
    fields.make("item", "ref", "细项", "Item", { to = "item", required = true }), "points", "score",
    "left_out", "suggested", "met", "out_of", "item_document", "shown"),
  unique = { { columns = { "assessment", "item" } } } }
