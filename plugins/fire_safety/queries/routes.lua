local c = require "lib.columns"
local enums = require "data.enums"

return {
  zh = "巡查路线", en = "Patrol routes", permission = "fire_safety.read", input = {},
  columns = c.of("id", "route", "name", c.enum("kind", enums.route, "类别", "Kind"),
    c.json("times", "时间", "Times"), c.integer("points", "点数", "Points"),
    c.date("starts", "从哪天起", "From"), c.date("ends", "到哪天止", "Until"), "tone", "actions"),
  sql = [[
    select r.id, r.id as route, r.name, r.kind, r.times, r.starts, r.ends,
           (select count(*) from fire_safety_route_point p where p.route = r.id) as points,
           iif(r.till is null, 'plain', 'away') as tone,
           iif(r.till is null, '["start_round","end_route"]', '[]') as actions
    from fire_safety_route r order by r.till is not null, r.kind, r.name
  ]],
}
