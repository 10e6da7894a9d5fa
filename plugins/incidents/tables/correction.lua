-- What a report said before it was corrected, who did it and why.
local fields = require "lib.fields"

return { zh = "更正", en = "Correction", append_only = true,
  columns = fields.of("incident", "because",
    fields.make("before", "json", "原来写的", "As it was", { required = true }),
    fields.make("made", "instant", "更正时间", "Corrected", { required = true }),
    fields.make("by", "text", "更正人", "By", { max = 60, required = true })) }
