local drill_columns = require "lib.drill_columns"

return {
  zh = "演练", en = "Drill", permission = "fire_safety.read", single = true,
  input = { { name = "drill", type = "ref", to = "drill", required = true, zh = "演练",
    en = "Drill" } },
  columns = drill_columns.list,
  sql = drill_columns.sql .. " where d.id = :drill",
}
