local fields = require "lib.fields"

return { zh = "照片和文件", en = "Pictures and documents", permission = "incidents.read",
  input = { fields.make("incident", "ref", "事件", "Incident", { to = "incident",
    required = true }) },
  columns = fields.of("id", fields.make("file", "file", "照片或文件", "Picture or document"), "title",
    fields.make("added", "instant", "放入时间", "Added"), fields.make("by", "text", "谁放的", "By")),
  sql = [[ select d.id, d.file, d.title, d.added, d.by from incidents_incident_document d
    where d.incident = :incident order by d.id ]] }
