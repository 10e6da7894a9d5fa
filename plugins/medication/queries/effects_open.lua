-- Effect checks of a resident that are due from a time on.
return {
  zh = "待看的效果", en = "Effects to be seen", permission = "medication.read",
  input = {
    { name = "resident", type = "ref", to = "residents.resident", required = true, zh = "老人",
      en = "Resident" },
    { name = "after", type = "instant", required = true, zh = "之后", en = "From" },
  },
  columns = { { name = "schedule", type = "integer", zh = "日程", en = "Schedule" } },
  sql = [[
    select d.schedule from own_duty_open d
    where d.kind = 'effect_check' and d.subject = 'resident:' || :resident and d.due >= :after
  ]],
}
