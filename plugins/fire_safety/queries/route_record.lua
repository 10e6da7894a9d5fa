local c = require "lib.columns"
local enums = require "data.enums"

return {
  zh = "巡查路线", en = "Patrol route", permission = "fire_safety.read", single = true,
  input = { { name = "route", type = "ref", to = "route", required = true, zh = "路线",
    en = "Route" } },
  columns = c.of("id", "route", "name", c.enum("kind", enums.route, "类别", "Kind"),
    c.json("times", "时间", "Times"), c.date("starts", "从哪天起", "From"),
    c.date("ends", "到哪天止", "Until")),
  sql = [[
    select r.id, r.id as route, r.name, r.kind, r.times, r.starts, r.ends
    from fire_safety_route r where r.id = :route
  ]],
}
