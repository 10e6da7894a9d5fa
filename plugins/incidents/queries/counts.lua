-- Incidents of a period by kind: days, both included.
local fields = require "lib.fields"

return { zh = "不良事件小结", en = "Incidents in figures", permission = "incidents.read",
  input = { fields.make("from", "date", "从", "From", { required = true }),
    fields.make("to", "date", "到（含）", "To (included)", { required = true }) },
  columns = fields.of("kind", fields.make("count", "integer", "件数", "Number"),
    fields.make("harmed", "integer", "有伤害", "With harm"),
    fields.make("open", "integer", "未结案", "Not closed")),
  sql = [[
    select i.kind, count(i.id) as count,
      sum(i.severity in ('minor', 'serious', 'death')) as harmed, sum(i.state <> 'closed') as open
    from incidents_incident i
    where local_date(i.happened) >= :from and local_date(i.happened) <= :to
    group by i.kind order by i.kind ]] }
