-- Incidents of a period by kind: days, both included. Withdrawn ones are none.
local fields = require "lib.fields"

return { zh = "各种事件", en = "Incidents by kind", permission = "incidents.read",
  input = fields.of("from", "to"),
  columns = fields.of("kind", "count", "near_misses", "harmed", "open"),
  sql = [[
    select i.kind, sum(i.severity <> 'near_miss') as count,
      sum(i.severity = 'near_miss') as near_misses,
      sum(i.severity in ('minor', 'serious', 'death')) as harmed, sum(i.state <> 'closed') as open
    from incidents_incident i
    where local_date(i.happened) >= :from and local_date(i.happened) <= :to
      and i.state <> 'withdrawn'
    group by i.kind order by i.kind ]] }
