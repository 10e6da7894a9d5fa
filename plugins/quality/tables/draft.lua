-- A self-assessment that is being filled in, item by item.
local fields = require "lib.fields"

return { zh = "自评草稿", en = "Draft", history = true,
  columns = fields.of("standard", fields.make("edition", "text", "版本", "Edition",
      { max = 40, required = true }), "from", "to",
    fields.make("state", "enum", "状态", "State", { required = true, values = {
      { value = "open", zh = "填写中", en = "Being filled in" },
      { value = "done", zh = "已记录", en = "Recorded" },
      { value = "dropped", zh = "已放弃", en = "Dropped" } } }),
    fields.make("by", "text", "开始人", "Begun by", { max = 60, required = true })),
  unique = { { columns = { "standard" }, where = { state = { "open" } },
    zh = "这个标准有一份草稿在填。请接着填，或先放弃它。",
    en = "A draft of this standard is open. Go on with it, or drop it first." } },
  transitions = { state = { initial = { "open" }, open = { "done", "dropped" } } } }
