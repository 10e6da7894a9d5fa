-- Pictures of a place or an injury, letters, what was signed: they stay.
local fields = require "lib.fields"

return { zh = "事件的照片和文件", en = "Document of an incident", append_only = true,
  columns = fields.of("incident", "resident",
    fields.make("title", "text", "是什么", "What it is", { max = 100, personal = "resident" }),
    fields.make("file", "file", "照片或文件", "Picture or document", { required = true,
      personal = "resident" }),
    fields.make("added", "instant", "放入时间", "Added", { required = true }),
    fields.make("by", "text", "谁放的", "By", { max = 60, required = true })) }
