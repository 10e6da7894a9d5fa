-- As-needed doses since a time, in effect now, with what they did: for the course that
-- they belong to and, when its order is over, for those of a newer order of the drug,
-- whose maximum goes on.
local columns = require "lib.columns"

return {
  zh = "必要时给药", en = "As-needed doses", permission = "medication.read",
  input = {
    { name = "from", type = "instant", required = true, zh = "从", en = "From" },
    { name = "to", type = "instant", zh = "到", en = "To" },
  },
  columns = columns.of("course", "duty", "at", "amount", { name = "unit", type = "text", zh = "单位",
    en = "Unit" },
    { name = "effect", type = "text", zh = "效果", en = "Effect" }),
  sql = [[
    select c.id as course, d.duty, d.at, coalesce(d.facts ->> '$.amount', o.amount) as amount,
           o.unit,
           (select f.facts ->> '$.effect' from own_duty_done f
            where f.schedule = p.effect and f.newest = 1 limit 1) as effect
    from own_duty_done d
    join medication_prn_dose p on p.schedule = d.schedule
    join medication_order o on o.id = p.for_order
    join medication_course g on g.id = p.course
    join medication_order n on n.id = g.current
    left join medication_ending e on e.for_order = n.id
    join medication_course c on c.resident = g.resident and c.drug = g.drug
      and (c.id = g.id or e.at <= now() or n.ends <= now())
    where d.kind = 'dose' and d.due >= :from and d.due < coalesce(:to, now() + 86400000)
      and d.newest = 1 and d.outcome in ('given', 'self_administered')
    order by d.at
    limit 5000
  ]],
}
