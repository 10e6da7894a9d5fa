local c = require "lib.columns"

return {
  zh = "记录数", en = "Records held", permission = "fire_safety.read", input = {},
  columns = c.of(c.text("kind", "任务", "Duty"), c.integer("records", "记录数", "Records"),
    c.instant("oldest", "最早一条", "Oldest")),
  sql = [[
    select d.kind, count(*) as records, min(d.at) as oldest from own_duty_done d
    where d.newest = 1 group by d.kind
  ]],
}
