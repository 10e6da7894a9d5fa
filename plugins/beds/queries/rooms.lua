-- Rooms with their beds, one row a bed or one without, for the check against the
-- standard.
local columns = require "lib.columns"
local measures = require "lib.measures"

return {
  zh = "房间", en = "Rooms", permission = "beds.read",
  input = {},
  columns = measures.after(columns.of(
    { name = "room_id", type = "ref", to = "room", zh = "房间", en = "Room" },
    { name = "unit_id", type = "ref", to = "unit", zh = "照料单元", en = "Care unit" },
    "building", "floor", "unit", "room",
    { name = "area", type = "decimal", scale = 2, zh = "面积", en = "Area" },
    { name = "sex", type = "text", zh = "只住", en = "Only for" },
    "bed", "kind")),
  sql = [[
    select m.id as room_id, g.name as building, f.name as floor, u.id as unit_id, u.name as unit,
           m.name as room, m.area, m.sex,
           m.bed_gap, m.passage, m.corridor, m.door, m.sunlight, m.equipment, m.call_bell,
           b.id as bed, b.kind
    from beds_room m
    join beds_unit u on u.id = m.unit
    join beds_floor f on f.id = u.floor
    join beds_building g on g.id = f.building
    left join beds_bed b on b.room = m.id and (b.retired is null or b.retired > today())
    order by g.name, f.number, u.id, m.name, b.label
  ]],
}
