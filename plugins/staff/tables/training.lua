local fields = require "lib.fields"

return { zh = "培训", en = "Training", append_only = true,
  columns = fields.of("member", "topic", "held", "hours", "before_work", "score", "pass_mark"),
  unique = { { columns = { "member", "topic", "held" } } } }
