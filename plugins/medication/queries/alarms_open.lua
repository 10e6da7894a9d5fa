-- Alarms about doses of an order that were due from a time on, not answered.
return {
  zh = "未应答的报警", en = "Alarms not answered", permission = "medication.read",
  input = {
    { name = "order", type = "ref", to = "order", required = true, zh = "医嘱", en = "Order" },
    { name = "from", type = "instant", required = true, zh = "从", en = "From" },
  },
  columns = {
    { name = "schedule", type = "integer", zh = "日程", en = "Schedule" },
    { name = "raised", type = "instant", zh = "报警时间", en = "Raised" },
  },
  sql = [[
    select a.schedule, a.raised
    from own_duty_open d join medication_alarm a on a.schedule = d.schedule
    where d.kind = 'answer_alarm' and a.for_order = :order and a.due >= :from
  ]],
}
