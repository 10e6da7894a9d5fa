local fields = require "lib.fields"

return { zh = "告知", en = "Who was told", permission = "incidents.read",
  input = { fields.make("incident", "ref", "事件", "Incident", { to = "incident",
    required = true }) },
  columns = fields.of("id", "whom", fields.make("name", "text", "姓名或单位", "Name"), "channel",
    fields.make("told", "instant", "告知时间", "Told"),
    fields.make("recorded", "instant", "记录时间", "Recorded"), fields.make("by", "text", "谁告知", "By")),
  sql = [[ select t.id, t.whom, t.name, t.channel, t.told, t.recorded, t.by from incidents_told t
    where t.incident = :incident order by t.told, t.id ]] }
