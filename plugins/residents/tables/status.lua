local disabilities = require "lib.disabilities"

return {
  zh = "身份与待遇", en = "Entitlement",
  history = true,
  columns = {
    { name = "resident", type = "ref", to = "resident", required = true, zh = "老人",
      en = "Resident" },
    { name = "kind", type = "text", max = 24, required = true, zh = "类别", en = "Kind" },
    { name = "grade", type = "text", max = 40, zh = "等级", en = "Grade" },
    { name = "disability", type = "enum", values = disabilities.kinds, zh = "残疾类别",
      en = "Kind of disability" },
    { name = "disability_grade", type = "integer", min = 1, max = disabilities.grades,
      zh = "残疾等级", en = "Grade of disability" },
    { name = "document", type = "text", min = 1, required = true, personal = "resident",
      zh = "依据文件", en = "Source document" },
    { name = "document_file", type = "file", personal = "resident", zh = "依据文件扫描件",
      en = "Scan of it" },
    { name = "starts", type = "date", required = true, zh = "生效日", en = "Valid from" },
    { name = "ends", type = "date", zh = "到期日", en = "Expires on" },
    { name = "note", type = "text", max = 500, personal = "resident", zh = "备注", en = "Note" },
  },
  no_overlap = {
    { key = { "resident", "kind" }, from = "starts", to = "ends",
      zh = "这段时间已经登记了同一种身份。请先结束原来的。",
      en = "This entitlement is already on file for that time. End the earlier one first." },
  },
  share = { "resident", "kind", "grade", "disability", "disability_grade", "starts", "ends" },
}
