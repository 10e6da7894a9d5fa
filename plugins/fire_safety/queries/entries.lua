-- Everything that was recorded for a duty, by what it claims: for evidence.
local c = require "lib.columns"

return {
  zh = "记录（期间）", en = "Entries of a time", permission = "fire_safety.read",
  input = { { name = "from", type = "instant", required = true, zh = "从", en = "From" },
    { name = "to", type = "instant", required = true, zh = "到", en = "To" } },
  columns = c.of(c.text("kind", "任务", "Duty"), "at", "recorded",
    c.integer("person", "记录人", "Person"), "person_name", c.text("content", "内容", "Content"),
    c.integer("round", "巡查", "Round")),
  sql = [[
    select d.kind, d.at, d.recorded, d.person, d.person_name,
           d.outcome || ' ' || coalesce(d.reason, '') || ' '
             || coalesce(d.facts ->> '$.items', '') as content,
           d.facts ->> '$.round' as round
    from own_duty_done d
    where d.newest = 1 and d.due >= :from - 40 * 86400000 and d.due < :to + 40 * 86400000
      and d.at >= :from and d.at < :to and d.outcome <> 'not_done'
    order by d.at
  ]],
}
