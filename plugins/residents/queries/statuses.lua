-- Entitlements of one resident, or of everybody who is not gone.
local disabilities = require "lib.disabilities"
local kinds = require "lib.kinds"

return {
  zh = "身份与待遇", en = "Entitlements", permission = "residents.read", at = true,
  input = { { name = "resident", type = "ref", to = "resident", zh = "老人", en = "Resident" } },
  columns = {
    { name = "id", type = "id", zh = "编号", en = "Number" },
    { name = "resident", type = "ref", to = "resident", zh = "老人", en = "Resident" },
    { name = "resident_name", type = "text", zh = "姓名", en = "Name" },
    { name = "kind", type = "enum", values = kinds, zh = "类别", en = "Kind" },
    { name = "grade", type = "text", zh = "等级", en = "Grade" },
    { name = "disability", type = "enum", values = disabilities.kinds, zh = "残疾类别",
      en = "Kind of disability" },
    { name = "disability_grade", type = "integer", zh = "残疾等级", en = "Grade of disability" },
    { name = "document", type = "text", zh = "依据文件", en = "Source document" },
    { name = "document_file", type = "file", zh = "扫描件", en = "Scan" },
    { name = "starts", type = "date", zh = "生效日", en = "Valid from" },
    { name = "ends", type = "date", zh = "到期日", en = "Expires on" },
    { name = "valid", type = "boolean", zh = "现在有效", en = "Valid now" },
    { name = "actions", type = "json", zh = "可做的事", en = "What can be done" },
  },
  sql = [[
    select s.id, s.resident, r.name as resident_name, s.kind, s.grade, s.disability,
           s.disability_grade, s.document,
           s.document_file, s.starts, s.ends,
           s.starts <= today() and (s.ends is null or s.ends > today()) as valid,
           iif(s.ends is null or s.ends > today(), '["end_status"]', '[]') as actions
    from residents_status s
    join residents_resident r on r.id = s.resident
    where s.resident = :resident
       or (:resident is null and r.state in ('registered', 'living'))
    order by s.resident, s.starts, s.id
  ]],
}
