local c = require "lib.columns"

return {
  zh = "消防任务", en = "Fire duties", permission = "fire_safety.read", input = {},
  columns = c.of(c.text("kind", "任务", "Duty"), "duty", c.instant("due", "应做时间", "Due"),
    c.text("state", "状态", "State"), c.text("subject", "对象", "Subject"),
    c.text("name", "名称", "Name"), "tone"),
  sql = [[
    select d.kind, d.duty, d.due, d.state, d.subject,
           coalesce(d.data ->> '$.name', e.label || ' ' || e.place, h.what) as name,
           case d.state when 'missed' then 'alarm' when 'late' then 'late' when 'held' then
             'blocked' when 'upcoming' then 'plain' else 'reserved' end as tone
    from own_duty_open d
    left join fire_safety_equipment e on e.id = d.data ->> '$.equipment'
    left join fire_safety_hazard h on h.id = d.data ->> '$.hazard'
    order by d.due limit 2000
  ]],
}
