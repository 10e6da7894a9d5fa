-- Incidents of a period by kind: days, both included. Withdrawn ones are none.
local fields = require "lib.fields"

return { zh = "各种事件", en = "Incidents by kind", permission = "incidents.read",
  input = { fields.make("from", "date", "从", "From", { required = true }),
    fields.make("to", "date", "到（含）", "To (included)", { required = true }) },
  columns = fields.of("kind", fields.make("count", "integer", "件数", "Number"),
    fields.make("near_misses", "integer", "险些发生", "Near misses"),
    fields.make("harmed", "integer", "有伤害", "With harm"),
    fields.make("open", "integer", "未结案", "Not closed")),
  sql = [[
    select i.kind, sum(i.severity <> 'near_miss') as count,
      sum(i.severity = 'near_miss') as near_misses,
      sum(i.severity in ('minor', 'serious', 'death')) as harmed, sum(i.state <> 'closed') as open
    from incidents_incident i
    where local_date(i.happened) >= :from and local_date(i.happened) <= :to
      and i.state <> 'withdrawn'
    group by i.kind order by i.kind ]] }
