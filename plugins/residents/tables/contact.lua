return {
  zh = "联系人", en = "Contact",
  history = true,
  columns = {
    { name = "resident", type = "ref", to = "resident", required = true, zh = "老人",
      en = "Resident" },
    { name = "name", type = "text", min = 1, max = 60, required = true, personal = "resident",
      zh = "姓名", en = "Name" },
    { name = "relation", type = "text", max = 40, required = true, zh = "关系",
      en = "Relation" },
    { name = "phone", type = "text", min = 3, max = 40, required = true, personal = "resident",
      zh = "电话", en = "Telephone" },
    { name = "address", type = "text", personal = "resident", zh = "住址", en = "Address" },
    { name = "guardian", type = "boolean", required = true, default = false, zh = "监护人",
      en = "Guardian" },
    { name = "first", type = "boolean", required = true, default = false, zh = "紧急时先联系",
      en = "Called first" },
  },
}
