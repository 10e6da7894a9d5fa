-- Every dose of one resident that was due in a time: recorded or not. Found
-- through the resident's own schedules, however many years the file holds.
local columns = require "lib.columns"

return {
  zh = "给药单的给药", en = "Doses of a sheet", permission = "medication.read",
  input = {
    columns.who[1],
    { name = "from", type = "instant", required = true, zh = "从", en = "From" },
    { name = "to", type = "instant", required = true, zh = "到", en = "To" },
  },
  columns = columns.of("duty", "order", "due", "state", "outcome", "at", "recorded",
    "person_name", "second_name", "reason", "corrections",
    { name = "facts", type = "json", zh = "内容", en = "Facts" },
    { name = "held_because", type = "text", zh = "暂停原因", en = "Why held" },
    { name = "effect", type = "text", zh = "效果", en = "Effect" }),
  sql = [[
    with mine as (
      select distinct c.schedule, null as effect
      from medication_order o
      join medication_course c on c.id = o.course
      left join medication_ending e on e.for_order = o.id
      where o.resident = :resident and c.schedule is not null and o.starts < :to
        and (e.at is null or e.at > :from)
      union all
      select p.schedule, p.effect
      from medication_course c
      join medication_prn_dose p on p.course = c.id
      where c.resident = :resident and p.at >= :from and p.at < :to
        and p.schedule is not c.schedule
    )
    select d.duty, d.data ->> '$.order' as "order", d.due, 'done' as state, d.outcome, d.at,
           d.recorded, d.person_name, d.second_name, d.reason, d.round as corrections, d.facts,
           null as held_because,
           (select f.facts ->> '$.effect' from own_duty_done f
            where f.schedule = m.effect and f.newest = 1 limit 1) as effect
    from mine m
    cross join own_duty_done d on d.schedule = m.schedule
      and d.slot >= day_slot(date_add(local_date(:from), -1))
      and d.slot < day_slot(date_add(local_date(:to), 2))
    where d.newest = 1 and d.due >= :from and d.due < :to
    union all
    select d.duty, d.data ->> '$.order', d.due, d.state, null, null, null, null, null, null, null,
           null, d.held_because, null
    from mine m
    cross join own_duty_open d on d.schedule = m.schedule
    where d.due >= :from and d.due < :to
    order by 3, 1
  ]],
}
