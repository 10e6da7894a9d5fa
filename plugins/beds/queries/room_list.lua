-- Rooms, one row each, with the number of beds in use.
local columns = require "lib.columns"
local enums = require "data.enums"

return {
  zh = "房间", en = "Rooms", permission = "beds.read", at = true,
  input = {},
  columns = columns.of(
    { name = "room", type = "ref", to = "room", zh = "房间", en = "Room" },
    { name = "room_name", type = "text", zh = "房间", en = "Room" },
    "building", "floor", "unit",
    { name = "beds", type = "integer", zh = "床位数", en = "Beds" },
    { name = "area", type = "decimal", scale = 2, zh = "面积（平方米）", en = "Area (m²)" },
    { name = "sex", type = "enum", values = enums.sex, zh = "只住", en = "Only for" }),
  sql = [[
    select m.id as room, m.name as room_name, g.name as building, f.name as floor,
           u.name as unit, count(b.id) as beds, m.area, m.sex
    from beds_room m
    join beds_unit u on u.id = m.unit
    join beds_floor f on f.id = u.floor
    join beds_building g on g.id = f.building
    left join beds_bed b on b.room = m.id and (b.retired is null or b.retired > today())
    group by m.id
    order by g.name, f.number, u.name, m.name
  ]],
}
