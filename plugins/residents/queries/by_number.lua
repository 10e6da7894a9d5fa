-- The file that an ID number, or else a name, leads to.
return {
  zh = "按身份证号查找", en = "Find by ID number", permission = "residents.read",
  input = {
    { name = "id_number", type = "text", max = 30, zh = "身份证号", en = "ID number" },
    { name = "name", type = "text", max = 60, zh = "姓名", en = "Name" },
  },
  columns = {
    { name = "id", type = "id", zh = "编号", en = "Number" },
    { name = "name", type = "text", zh = "姓名", en = "Name" },
  },
  sql = [[
    select id, name from residents_resident
    where id_number = upper(:id_number) or (:id_number is null and name = :name)
    order by id limit 3
  ]],
}
