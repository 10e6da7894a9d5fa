local hazard_columns = require "lib.hazard_columns"

return {
  zh = "隐患", en = "Hazard", permission = "fire_safety.read", single = true,
  input = { { name = "hazard", type = "ref", to = "hazard", required = true, zh = "隐患",
    en = "Hazard" } },
  columns = hazard_columns.list,
  sql = hazard_columns.sql .. " where h.id = :hazard",
}
