local c = require "lib.columns"

return {
  zh = "巡查点", en = "Patrol points", permission = "fire_safety.read", input = {},
  columns = c.of("id", "label", "name", "building", "floor", "place",
    c.text("what", "看什么", "What to look at")),
  sql = [[
    select p.id, p.label, p.name, p.building, p.floor, p.place, p.what
    from fire_safety_point p order by p.building, p.floor, p.name
  ]],
}
