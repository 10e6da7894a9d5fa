local fields = require "lib.fields"

return { zh = "告知", en = "Telling", append_only = true,
  columns = fields.of("incident", "whom", "name", "channel",
    fields.make("told", "instant", "告知时间", "Told", { required = true }),
    fields.make("recorded", "instant", "记录时间", "Recorded", { required = true }),
    fields.make("by", "text", "谁告知", "By", { max = 60, required = true })) }
