local c = require "lib.columns"
local enums = require "data.enums"
local drill_columns = require "lib.drill_columns"

return {
  zh = "演练", en = "Drills", permission = "fire_safety.read",
  input = { c.enum("risk", enums.risk, "内容", "What for") },
  columns = drill_columns.list,
  sql = drill_columns.sql .. [[
    where :risk is null or d.risk = :risk order by d.planned desc
  ]],
}
