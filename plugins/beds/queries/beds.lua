local columns = require "lib.columns"

return {
  zh = "床位", en = "Beds", permission = "beds.read", at = true,
  input = {},
  columns = columns.of("bed", "bed_name", "kind", "class", "building", "floor", "unit", "room",
    { name = "opened", type = "date", zh = "启用", en = "Opened" },
    { name = "retired", type = "date", zh = "撤销", en = "Retired" }),
  sql = [[
    select b.id as bed, b.label as bed_name, b.kind, b.class, g.name as building, f.name as floor,
           u.name as unit, m.name as room, b.opened, b.retired
    from beds_bed b
    join beds_room m on m.id = b.room
    join beds_unit u on u.id = m.unit
    join beds_floor f on f.id = u.floor
    join beds_building g on g.id = f.building
    order by g.name, f.number, u.name, m.name, b.label
  ]],
}
