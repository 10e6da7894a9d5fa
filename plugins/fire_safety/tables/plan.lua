local enums = require "data.enums"

return {
  zh = "应急预案", en = "Emergency plan", history = true,
  columns = {
    { name = "risk", type = "enum", values = enums.risk, required = true, unique = true,
      zh = "风险", en = "Risk" },
    { name = "text", type = "text", max = 8000, required = true, zh = "预案", en = "Plan" },
    { name = "file", type = "file", zh = "文件", en = "File" },
    { name = "reviewed", type = "date", required = true, zh = "上次评审", en = "Reviewed" },
    { name = "review_schedule", type = "integer", zh = "评审排程", en = "Review schedule" },
    { name = "drill_schedule", type = "integer", zh = "演练排程", en = "Drill schedule" },
  },
  share = { "risk", "reviewed" },
}
