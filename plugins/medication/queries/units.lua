-- Care units that somebody lives in.
local columns = require "lib.columns"

return {
  zh = "照料单元", en = "Care units", permission = "medication.read",
  input = {},
  columns = columns.of("unit", { name = "residents", type = "integer", zh = "老人",
    en = "Residents" }),
  sql = [[
    select u.name as unit, count(*) as residents
    from beds_stay s
    join beds_bed b on b.id = s.bed
    join beds_room m on m.id = b.room
    join beds_unit u on u.id = m.unit
    where s.state = 'active'
    group by u.name
    order by u.name
  ]],
}
