-- Finished rounds that began in [from, to), as plain facts.
local c = require "lib.columns"

return {
  zh = "巡查（期间）", en = "Rounds of a time", permission = "fire_safety.read",
  input = { { name = "from", type = "instant", required = true, zh = "从", en = "From" },
    { name = "to", type = "instant", required = true, zh = "到", en = "To" } },
  columns = c.of("id", "route", c.instant("started", "开始", "Started"), "recorded",
    c.integer("person", "记录人", "Person"), "person_name",
    c.text("walked_by", "巡查人", "Walked by"), c.text("entry", "记录方式", "Entry"),
    c.text("duty", "任务", "Duty")),
  sql = [[
    select r.id, r.route, r.started, r.recorded, r.person, r.person_name, r.walked_by, r.entry,
           r.duty
    from fire_safety_round r
    where r.state = 'finished' and r.started >= :from and r.started < :to
    order by r.started
  ]],
}
