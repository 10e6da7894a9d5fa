-- The points of a round in the order in which they were reached; those that
-- were not come last.
local c = require "lib.columns"

return {
  zh = "各点", en = "Points", permission = "fire_safety.read",
  input = { { name = "round", type = "ref", to = "round", required = true, zh = "巡查",
    en = "Round" } },
  columns = c.of("id", "name", "label", "at", "recorded",
    c.integer("metres", "距上一点（米）", "Metres from the last"),
    c.integer("seconds", "用时（秒）", "Seconds"), c.ref("hazard", "hazard", "隐患", "Hazard"),
    c.text("hazard_name", "隐患", "Hazard"), "note"),
  sql = [[
    with way as (
      select s.point, s.at, s.recorded, s.hazard, s.note,
             lag(s.point) over (order by s.at, s.id) as before,
             lag(s.at) over (order by s.at, s.id) as before_at
      from fire_safety_scan s where s.round = :round
    )
    select p.id, p.name, p.label, w.at, w.recorded, w.hazard, h.what as hazard_name, w.note,
           (select d.metres from fire_safety_distance d
            where d.a = min(w.point, w.before) and d.b = max(w.point, w.before)) as metres,
           (w.at - w.before_at) / 1000 as seconds
    from fire_safety_round r
    join fire_safety_route_point q on q.route = r.route
    join fire_safety_point p on p.id = q.point
    left join way w on w.point = q.point
    left join fire_safety_hazard h on h.id = w.hazard
    where r.id = :round
    order by w.at is null, w.at, q.position
  ]],
}
