-- The dose of an sos order that nobody has recorded.
local columns = require "lib.columns"

return {
  zh = "sos 的一次给药", en = "The dose of an sos order", permission = "medication.read",
  input = { { name = "order", type = "ref", to = "order", required = true, zh = "医嘱",
    en = "Order" } },
  columns = columns.of("duty", { name = "schedule", type = "integer", zh = "日程", en = "Schedule" },
    { name = "plan", type = "integer", zh = "日程的一版", en = "Version of the schedule" }),
  sql = [[
    select d.duty, d.schedule, d.plan
    from medication_order o
    join medication_course c on c.id = o.course
    join own_duty_open d on d.schedule = c.schedule
    where o.id = :order and d.kind = 'dose' and d.data ->> '$.order' = o.id
  ]],
}
