-- A person's word, with a document, on a requirement that no record can show.
local fields = require "lib.fields"

return { zh = "达标确认", en = "Confirmation", append_only = true,
  columns = fields.of("requirement", "verdict", "item_document", "note",
    fields.make("made", "instant", "确认时间", "Confirmed", { required = true }),
    fields.make("by", "text", "确认人", "By", { max = 60, required = true })) }
