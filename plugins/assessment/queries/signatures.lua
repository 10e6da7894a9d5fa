-- Who signed an assessment.
local enums = require "data.enums"
local fields = require "lib.fields"

return {
  zh = "签名", en = "Signatures", permission = "assessment.read",
  input = { { name = "id", type = "ref", to = "assessment", required = true, zh = "评估",
    en = "Assessment" } },
  columns = fields.of("id",
    { name = "role", type = "enum", values = enums.role, zh = "身份", en = "As" },
    { name = "name", type = "text", zh = "姓名", en = "Name" },
    { name = "background", type = "enum", values = enums.background, zh = "专业背景",
      en = "Background" },
    { name = "title", type = "text", zh = "职称或资格", en = "Title" },
    { name = "at", type = "instant", zh = "签名时间", en = "Signed at" },
    { name = "how", type = "enum", values = enums.how, zh = "方式", en = "How" }),
  sql = [[
    select id, role, name, background, title, at, how from assessment_signature
    where assessment = :id order by role, at, id
  ]],
}
