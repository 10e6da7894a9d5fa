local c = require "lib.columns"

return {
  zh = "消防设施操作员", en = "Controllers", permission = "fire_safety.read", input = {},
  columns = c.of("id", c.text("name", "姓名", "Name"), c.integer("person", "人员编号", "Person"),
    c.text("certificate", "证书编号", "Certificate"), c.date("valid_to", "有效期到", "Valid to"),
    "tone"),
  sql = [[
    select k.id, k.name, k.person, k.certificate, k.valid_to,
           case when k.valid_to < today() then 'alarm'
                when k.valid_to < date_add(today(), 60) then 'late' else 'plain' end as tone
    from fire_safety_controller k order by k.name
  ]],
}
