local fields = require "lib.fields"

local function optional(name)
  local declared = copy(fields.of(name)[1])
  declared.required = nil
  return declared
end

return { zh = "不良事件", en = "Incidents", permission = "incidents.read",
  input = { optional "kind", optional "state", fields.make("from", "date", "从", "From"),
    fields.make("to", "date", "到（含）", "To (included)") },
  columns = fields.of("id", fields.make("happened", "instant", "发生时间", "Happened"), "kind",
    "severity", "class", "resident", "resident_name", "place", "state", "tone"),
  sql = [[
    select i.id, i.happened, i.kind, i.severity, i.class, i.resident, r.name as resident_name,
      i.place, i.state, case when i.state = 'closed' then 'free'
        when i.state = 'withdrawn' then 'away'
        when i.severity in ('serious', 'death') then 'alarm' else 'late' end as tone
    from incidents_incident i left join residents_resident r on r.id = i.resident
    where (:kind is null or i.kind = :kind) and (:state is null or i.state = :state)
      and (:from is null or local_date(i.happened) >= :from)
      and (:to is null or local_date(i.happened) <= :to)
    order by i.happened desc, i.id desc limit 2000 ]] }
