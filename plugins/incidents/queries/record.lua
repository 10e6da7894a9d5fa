local fields = require "lib.fields"

return { zh = "不良事件", en = "Incident", permission = "incidents.read",
  input = { fields.make("id", "ref", "事件", "Incident", { to = "incident", required = true }) },
  columns = fields.of("id", "kind", "class", "severity", "resident", "resident_name", "place",
    fields.make("what", "text", "经过", "What happened"), "witnesses", "state",
    fields.make("happened", "instant", "发生时间", "Happened"),
    fields.make("reported", "instant", "报告时间", "Reported"),
    fields.make("reporter_name", "text", "报告人", "Reported by"),
    fields.make("cause", "text", "原因分析", "Cause"),
    fields.make("measures", "text", "整改措施", "Measures"),
    fields.make("lessons", "text", "教训", "Lessons"),
    fields.make("closed", "instant", "结案时间", "Closed"),
    fields.make("withdrawn", "text", "撤销原因", "Withdrawn because"), "tone",
    fields.make("actions", "json", "可做的事", "What can be done")),
  sql = [[
    select i.id, i.kind, i.class, i.severity, i.resident, r.name as resident_name, i.place, i.what,
      i.witnesses, i.state, i.happened, i.reported, i.reporter_name, i.cause, i.measures,
      i.lessons, i.closed, i.withdrawn,
      case i.state when 'closed' then 'free' when 'withdrawn' then 'away' else 'late' end as tone,
      iif(i.state in ('closed', 'withdrawn'), '["tell","add_document"]',
        '["tell","add_document","correct","withdraw"]') as actions
    from incidents_incident i left join residents_resident r on r.id = i.resident
    where i.id = :id ]] }
