-- The points of a route in order: the list that is walked, and the blank that
-- is printed and filled in by hand.
local c = require "lib.columns"

return {
  zh = "巡查表", en = "Patrol sheet", permission = "fire_safety.read",
  input = { { name = "route", type = "ref", to = "route", required = true, zh = "路线",
    en = "Route" } },
  columns = c.of("id", c.integer("position", "次序", "Order"), "name", "label", "building",
    "floor", "place", c.text("what", "看什么", "What to look at"),
    c.integer("metres", "距上一点（米）", "Metres from the last"),
    c.text("time", "到点时间", "Time"), c.text("result", "情况", "Found")),
  sql = [[
    with walk as (
      select w.id, w.position, w.point, lag(w.point) over (order by w.position) as before
      from fire_safety_route_point w where w.route = :route
    )
    select w.id, w.position, p.name, p.label, p.building, p.floor, p.place, p.what,
           (select d.metres from fire_safety_distance d
            where d.a = min(w.point, w.before) and d.b = max(w.point, w.before)) as metres,
           '' as time, '' as result
    from walk w join fire_safety_point p on p.id = w.point order by w.position
  ]],
}
