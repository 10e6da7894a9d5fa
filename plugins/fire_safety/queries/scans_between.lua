local c = require "lib.columns"

return {
  zh = "到点（期间）", en = "Scans of a time", permission = "fire_safety.read",
  input = { { name = "from", type = "instant", required = true, zh = "从", en = "From" },
    { name = "to", type = "instant", required = true, zh = "到", en = "To" } },
  columns = c.of(c.integer("round", "巡查", "Round"), c.integer("point", "点", "Point"), "at"),
  sql = [[
    select s.round, s.point, s.at from fire_safety_scan s
    join fire_safety_round r on r.id = s.round
    where r.state = 'finished' and r.started >= :from and r.started < :to
    order by s.round, s.at, s.id
  ]],
}
