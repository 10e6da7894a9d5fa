-- An effect check by its schedule, open or recorded.
return {
  zh = "查看效果的任务", en = "An effect check", permission = "medication.read",
  input = { { name = "schedule", type = "integer", required = true, zh = "日程", en = "Schedule" } },
  columns = {
    { name = "due", type = "instant", zh = "应做时间", en = "Due" },
    { name = "seen", type = "boolean", zh = "已记录", en = "Recorded" },
  },
  sql = [[
    select d.due, 1 as seen from own_duty_done d where d.schedule = :schedule and d.newest = 1
    union all
    select d.due, 0 from own_duty_open d where d.schedule = :schedule
    limit 1
  ]],
}
