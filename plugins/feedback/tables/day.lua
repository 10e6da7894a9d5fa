local fields = require "lib.fields"

return { zh = "节假日", en = "Holiday",
  columns = { fields.make("day", "date", "日期", "Day", { required = true, unique = true }),
    fields.make("kind", "enum", "类型", "Kind", { required = true, values = {
      { value = "holiday", zh = "休息", en = "Day off" },
      { value = "workday", zh = "调休上班", en = "Working day" } } }),
    fields.make("name", "text", "名称", "Name", { max = 60 }) } }
