local enums = require "data.enums"

return {
  zh = "巡查路线", en = "Patrol route", history = true,
  columns = {
    { name = "name", type = "text", min = 1, max = 60, required = true, unique = true,
      zh = "路线", en = "Route" },
    { name = "kind", type = "enum", values = enums.route, required = true, zh = "类别",
      en = "Kind" },
    { name = "times", type = "json", zh = "时间", en = "Times" },
    { name = "starts", type = "date", zh = "从哪天起", en = "From" },
    { name = "ends", type = "date", zh = "到哪天止", en = "Until" },
    { name = "since", type = "instant", required = true, zh = "从何时起", en = "Since" },
    { name = "till", type = "instant", zh = "到何时止", en = "Till" },
    { name = "schedule", type = "integer", zh = "排程", en = "Schedule" },
  },
  share = { "name", "kind", "starts", "ends" },
}
