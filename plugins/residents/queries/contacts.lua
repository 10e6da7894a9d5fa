return {
  zh = "联系人", en = "Contacts", permission = "residents.read",
  input = { { name = "resident", type = "ref", to = "resident", required = true, zh = "老人",
    en = "Resident" } },
  columns = {
    { name = "id", type = "id", zh = "编号", en = "Number" },
    { name = "name", type = "text", zh = "姓名", en = "Name" },
    { name = "relation", type = "text", zh = "关系", en = "Relation" },
    { name = "phone", type = "text", zh = "电话", en = "Telephone" },
    { name = "guardian", type = "boolean", zh = "监护人", en = "Guardian" },
    { name = "first", type = "boolean", zh = "紧急时先联系", en = "Called first" },
  },
  sql = [[
    select id, name, relation, phone, guardian, first
    from residents_contact where resident = :resident
    order by first desc, guardian desc, id
  ]],
}
