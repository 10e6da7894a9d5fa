local c = require "lib.columns"

return {
  zh = "两点距离", en = "Distances", permission = "fire_safety.read", input = {},
  columns = c.of("id", c.ref("a", "point", "一点", "One"), c.text("a_name", "一点", "One"),
    c.ref("b", "point", "另一点", "Other"), c.text("b_name", "另一点", "Other"),
    c.integer("metres", "米", "Metres")),
  sql = [[
    select d.id, d.a, a.name as a_name, d.b, b.name as b_name, d.metres
    from fire_safety_distance d join fire_safety_point a on a.id = d.a
    join fire_safety_point b on b.id = d.b order by a.name, b.name
  ]],
}
