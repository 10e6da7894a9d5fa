local c = require "lib.columns"

return {
  zh = "夜间路线", en = "Night routes", permission = "fire_safety.read", input = {},
  columns = c.of("id", "name", c.instant("since", "从", "Since"), c.instant("till", "到", "Till")),
  sql = [[
    select r.id, r.name, r.since, r.till from fire_safety_route r where r.kind = 'night'
    order by r.name
  ]],
}
