local c = require "lib.columns"

return {
  zh = "疏散出口", en = "Ways out", permission = "fire_safety.read", input = {},
  columns = c.of("id", "building", "floor", "unit", c.ref("exit", "equipment", "安全出口", "Exit"),
    c.text("exit_name", "安全出口", "Exit")),
  sql = [[
    select w.id, w.building, w.floor, w.unit, w.exit, coalesce(e.name, e.place) as exit_name
    from fire_safety_way_out w join fire_safety_equipment e on e.id = w.exit
    order by w.building, w.floor, w.unit
  ]],
}
