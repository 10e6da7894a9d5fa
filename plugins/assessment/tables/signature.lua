-- Who signed what, when: an assessor or information provider, signed in
-- themselves or on paper.
local enums = require "data.enums"

return {
  zh = "签名", en = "Signature", append_only = true,
  columns = {
    { name = "draft", type = "ref", to = "draft", zh = "草稿", en = "Draft" },
    { name = "version", type = "integer", zh = "所签的修改次数", en = "Version signed" },
    { name = "assessment", type = "ref", to = "assessment", zh = "评估", en = "Assessment" },
    { name = "role", type = "enum", values = enums.role, required = true, zh = "身份", en = "As" },
    { name = "name", type = "text", min = 1, max = 60, required = true, zh = "姓名", en = "Name" },
    { name = "background", type = "enum", values = enums.background, zh = "专业背景",
      en = "Background" },
    { name = "title", type = "text", max = 60, zh = "职称或资格", en = "Title" },
    { name = "person", type = "integer", zh = "登录的人", en = "Signed in as" },
    { name = "at", type = "instant", required = true, zh = "签名时间", en = "Signed at" },
    { name = "how", type = "enum", values = enums.how, required = true, zh = "方式", en = "How" },
  },
}
