local fields = require "lib.fields"

return { zh = "更正", en = "Corrections", permission = "incidents.read",
  input = { fields.make("incident", "ref", "事件", "Incident", { to = "incident",
    required = true }) },
  columns = fields.of("id", fields.make("made", "instant", "更正时间", "Corrected"),
    fields.make("by", "text", "更正人", "By"), fields.make("because", "text", "原因", "Because"),
    fields.make("before", "json", "原来写的", "As it was")),
  sql = [[ select c.id, c.made, c.by, c.because, c.before from incidents_correction c
    where c.incident = :incident order by c.made, c.id ]] }
