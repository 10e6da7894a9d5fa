-- As-needed doses since a time, in effect now, with what they did.
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
    select p.course, d.duty, d.at, coalesce(d.facts ->> '$.amount', o.amount) as amount, o.unit,
           (select f.facts ->> '$.effect' from own_duty_done f
            where f.schedule = p.effect and f.newest = 1 limit 1) as effect
    from own_duty_done d
    join medication_prn_dose p on p.schedule = d.schedule
    join medication_order o on o.id = p.for_order
    where d.kind = 'dose' and d.due >= :from and d.due < coalesce(:to, now() + 86400000)
      and d.newest = 1 and d.outcome in ('given', 'self_administered')
    order by d.at
    limit 5000
  ]],
}
