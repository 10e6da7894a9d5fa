-- One bed: what it is and who has it.
local columns = require "lib.columns"
local enums = require "data.enums"

return {
  zh = "床位", en = "Bed", permission = "beds.read", at = true,
  input = { { name = "id", type = "ref", to = "bed", required = true, zh = "床位", en = "Bed" } },
  columns = columns.of("bed", "bed_name", "building", "floor", "unit", "room", "kind", "class",
    { name = "area", type = "decimal", scale = 2, zh = "房间面积", en = "Area of the room" },
    { name = "room_id", type = "ref", to = "room", zh = "房间", en = "Room" },
    { name = "sex", type = "enum", values = enums.sex, zh = "只住", en = "Only for" },
    { name = "opened", type = "date", zh = "启用", en = "Opened" },
    { name = "retired", type = "date", zh = "撤销", en = "Retired" },
    { name = "condition", type = "enum", values = enums.condition, zh = "床况",
      en = "Condition" },
    { name = "condition_note", type = "text", max = 500, zh = "床况说明",
      en = "Note on the bed" },
    "resident", "resident_name"),
  sql = [[
    select b.id as bed, b.label as bed_name, g.name as building, f.name as floor,
           u.name as unit, m.name as room, b.kind, b.class, m.area, m.id as room_id,
           m.sex, b.opened, b.retired,
           c.kind as condition, c.note as condition_note, s.resident, r.name as resident_name
    from beds_bed b
    join beds_room m on m.id = b.room
    join beds_unit u on u.id = m.unit
    join beds_floor f on f.id = u.floor
    join beds_building g on g.id = f.building
    left join beds_condition c on c.bed = b.id and c.ends is null
    left join beds_stay s on s.bed = b.id and s.state = 'active'
    left join residents_resident r on r.id = s.resident
    where b.id = :id
  ]],
}
