local fields = require "lib.fields"

return { zh = "节假日和调休", en = "Holidays", permission = "feedback.read",
  input = { fields.make("from", "date", "从", "From") },
  columns = fields.of("id", fields.make("day", "date", "日期", "Day"),
    fields.make("kind", "enum", "类型", "Kind", { values = {
      { value = "holiday", zh = "休息", en = "Day off" },
      { value = "workday", zh = "调休上班", en = "Working day" } } }),
    fields.make("name", "text", "名称", "Name")),
  sql = [[ select d.id, d.day, d.kind, d.name from feedback_day d
    where :from is null or d.day >= :from order by d.day limit 2000 ]] }
