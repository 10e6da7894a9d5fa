-- Where a resident lives now.
return {
  zh = "住处", en = "Place", permission = "medication.read",
  input = { { name = "resident", type = "ref", to = "residents.resident", required = true,
    zh = "老人", en = "Resident" } },
  columns = {
    { name = "unit", type = "text", zh = "照料单元", en = "Care unit" },
    { name = "bed_name", type = "text", zh = "床位", en = "Bed" },
  },
  sql = [[
    select u.name as unit, b.label as bed_name
    from beds_stay s
    join beds_bed b on b.id = s.bed
    join beds_room m on m.id = b.room
    join beds_unit u on u.id = m.unit
    where s.resident = :resident and s.state = 'active'
  ]],
}
