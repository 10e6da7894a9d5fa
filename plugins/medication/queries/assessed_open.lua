-- What a result of an assessment asked for and nobody has answered yet.
return {
  zh = "评估后待核对", en = "To be checked after an assessment", permission = "medication.read",
  input = {
    { name = "resident", type = "ref", to = "residents.resident", required = true, zh = "老人",
      en = "Resident" },
  },
  columns = {
    { name = "kind", type = "text", zh = "种类", en = "Kind" },
    { name = "schedule", type = "integer", zh = "日程", en = "Schedule" },
    { name = "due", type = "instant", zh = "到期", en = "Due" },
  },
  sql = [[
    select d.kind, d.schedule, d.due from own_duty_open d
    where d.kind in ('check_whole', 'check_own') and d.subject = 'resident:' || :resident
  ]],
}
