-- The shifts of a controller at an instant.
local c = require "lib.columns"

return {
  zh = "某人的班", en = "Shifts of a person", permission = "fire_safety.read",
  input = { { name = "controller", type = "ref", to = "controller", required = true,
    zh = "操作员", en = "Controller" },
    { name = "at", type = "instant", required = true, zh = "时间", en = "At" } },
  columns = c.of("id"),
  sql = [[
    select s.id from fire_safety_shift s
    where (s.first = :controller or s.second = :controller) and s.starts <= :at and s.ends > :at
  ]],
}
