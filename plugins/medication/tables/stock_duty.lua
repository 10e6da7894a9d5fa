-- Which schedules watch the stock, and by what rule they were made.
return {
  zh = "药品任务", en = "Duty about the stock",
  columns = {
    { name = "kind", type = "text", max = 24, required = true, unique = true, zh = "任务",
      en = "Duty" },
    { name = "rule", type = "text", max = 100, required = true, zh = "规则", en = "Rule" },
    { name = "schedule", type = "integer", zh = "日程", en = "Schedule" },
  },
}
