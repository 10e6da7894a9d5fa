-- Rooms with their beds, one row a bed, for the check against the standard.
local columns = require "lib.columns"

return {
  zh = "房间", en = "Rooms", permission = "beds.read",
  input = {},
  columns = columns.of(
    { name = "room_id", type = "ref", to = "room", zh = "房间", en = "Room" },
    { name = "unit_id", type = "ref", to = "unit", zh = "照料单元", en = "Care unit" },
    "unit", "room",
    { name = "area", type = "decimal", scale = 2, zh = "面积", en = "Area" },
    { name = "sex", type = "text", zh = "只住", en = "Only for" },
    "bed", "kind"),
  sql = [[
    select m.id as room_id, u.id as unit_id, u.name as unit, m.name as room, m.area, m.sex,
           b.id as bed, b.kind
    from beds_room m
    join beds_unit u on u.id = m.unit
    join beds_bed b on b.room = m.id
    where b.retired is null or b.retired > today()
    order by u.id, m.name, b.label
  ]],
}
