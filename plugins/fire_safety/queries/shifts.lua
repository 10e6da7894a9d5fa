local c = require "lib.columns"

return {
  zh = "控制室排班", en = "Control-room shifts", permission = "fire_safety.read",
  input = { c.date("from", "从", "From"), c.date("to", "到（不含）", "To (not included)") },
  columns = c.of("id", c.instant("starts", "开始", "From"), c.instant("ends", "结束", "To"),
    c.text("first", "值班员一", "First"), c.text("second", "值班员二", "Second"),
    c.integer("people", "人数", "People"), "tone"),
  sql = [[
    select s.id, s.starts, s.ends, a.name as first, b.name as second,
           1 + (s.second is not null) as people,
           case when s.starts <= now() and s.ends > now() then 'occupied' else 'plain' end as tone
    from fire_safety_shift s join fire_safety_controller a on a.id = s.first
    left join fire_safety_controller b on b.id = s.second
    where (:from is null or local_date(s.ends) >= :from)
      and (:to is null or local_date(s.starts) < :to)
    order by s.starts
  ]],
}
