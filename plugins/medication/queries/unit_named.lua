-- Whether there is a care unit of this name, on whatever floor.
return {
  zh = "某名称的照料单元", en = "A care unit by its name", permission = "medication.read",
  input = { { name = "name", type = "text", required = true, zh = "名称", en = "Name" } },
  columns = { { name = "unit", type = "id", zh = "照料单元", en = "Care unit" } },
  sql = "select id as unit from beds_unit where name = :name",
}
