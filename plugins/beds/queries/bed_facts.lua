-- What the rules of placement need to know of a bed, or of all.
local columns = require "lib.columns"

return {
  zh = "床位情况", en = "Facts of beds", permission = "beds.read",
  input = { { name = "bed", type = "ref", to = "bed", zh = "床位", en = "Bed" } },
  columns = columns.of("bed", "bed_name", "kind", "class", "floor_number", "unit",
    { name = "opened", type = "date", zh = "启用", en = "Opened" },
    { name = "retired", type = "date", zh = "撤销", en = "Retired" },
    { name = "room_id", type = "ref", to = "room", zh = "房间", en = "Room" },
    { name = "room_sex", type = "text", zh = "只住", en = "Only for" },
    { name = "condition", type = "text", zh = "床况", en = "Condition" },
    { name = "expected", type = "date", zh = "预计恢复", en = "Expected end" }),
  sql = [[
    select b.id as bed, b.label as bed_name, b.kind, b.class, f.number as floor_number,
           u.name as unit,
           b.opened, b.retired, b.room as room_id, m.sex as room_sex, c.kind as condition,
           c.expected
    from beds_bed b
    join beds_room m on m.id = b.room
    join beds_unit u on u.id = m.unit
    join beds_floor f on f.id = u.floor
    left join beds_condition c
      on c.bed = b.id and c.ends is null
    where :bed is null or b.id = :bed
    order by f.number, b.label, b.id
  ]],
}
