-- The institution's file as one line; empty until it is written.
local fields = require "lib.fields"

return { zh = "机构", en = "Institution", permission = "registry.read",
  columns = fields.of("id", fields.make("name", "text", "机构名称", "Name"),
    fields.make("credit_code", "text", "统一社会信用代码", "Credit code"),
    fields.make("beds_full", "integer", "全托床位", "Full-care beds"),
    fields.make("filed", "date", "备案日期", "Filed on")),
  sql = [[ select i.id, i.name, i.credit_code, i.beds_full, i.filed from registry_institution i ]] }
