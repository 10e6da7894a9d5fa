-- Care units that somebody lives in, and an empty one for those who have orders but no bed.
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
    union all
    select '' as unit, count(distinct c.resident) as residents
    from medication_course c
    join medication_order o on o.id = c.current
    left join medication_ending e on e.for_order = o.id
    where (e.at is null or e.at > now()) and (o.ends is null or o.ends > now())
      and not exists (select 1 from beds_stay s
                      where s.resident = c.resident and s.state = 'active')
    having count(*) > 0
    order by unit
  ]],
}
