local enums = require "data.enums"
local fields = require "lib.fields"
local register = require "lib.register"

return {
  zh = "登记老人", en = "Register a resident", permission = "residents.register",
  input = fields.with_details {
    { name = "name", type = "text", min = 1, max = 60, required = true, zh = "姓名", en = "Name" },
    { name = "sex", type = "enum", values = enums.sex, required = true, zh = "性别", en = "Sex" },
    { name = "born", type = "date", required = true, zh = "出生日期", en = "Born" },
    { name = "id_number", type = "text", max = 30, zh = "身份证号", en = "ID number" },
    { name = "statuses", type = "list", max = 20, zh = "身份与待遇", en = "Entitlements",
      of = { type = "object", fields = fields.status } },
    { name = "contacts", type = "list", max = 10, zh = "联系人", en = "Contacts",
      of = { type = "object", fields = fields.contact } },
    { name = "allergies", type = "list", max = 30, zh = "过敏", en = "Allergies",
      of = { type = "object", fields = fields.allergy } },
  },
  output = { { name = "id", type = "id", zh = "编号", en = "Number" } },
  run = function(call, home)
    return { id = register(call, home, call.input) }
  end,
}
