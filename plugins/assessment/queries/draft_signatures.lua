-- Who signed a draft, and whether it was changed after that.
local enums = require "data.enums"
local fields = require "lib.fields"

return {
  zh = "草稿签名", en = "Signatures of a draft", permission = "assessment.read",
  input = { { name = "id", type = "ref", to = "draft", required = true, zh = "草稿",
    en = "Draft" } },
  columns = fields.of("id",
    { name = "name", type = "text", zh = "姓名", en = "Name" },
    { name = "background", type = "enum", values = enums.background, zh = "专业背景",
      en = "Background" },
    { name = "title", type = "text", zh = "职称或资格", en = "Title" },
    { name = "at", type = "instant", zh = "签名时间", en = "Signed at" },
    { name = "holds", type = "boolean", zh = "仍有效（之后没有修改）", en = "Still holds" }),
  sql = [[
    select s.id, s.name, s.background, s.title, s.at, s.version = d.version as holds
    from assessment_signature s join assessment_draft d on d.id = s.draft
    where s.draft = :id order by s.at, s.id
  ]],
}
