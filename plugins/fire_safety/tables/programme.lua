-- The schedule of each duty that the home has as a whole.
return {
  zh = "全院任务", en = "Programme", history = true,
  columns = {
    { name = "kind", type = "text", max = 40, required = true, unique = true, zh = "任务",
      en = "Duty" },
    { name = "schedule", type = "integer", required = true, zh = "排程", en = "Schedule" },
  },
}
