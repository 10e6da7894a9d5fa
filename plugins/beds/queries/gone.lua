-- Who has lived here and has left or died, the last first.
local columns = require "lib.columns"
local enums = require "data.enums"

return {
  zh = "已离院老人", en = "Who has left", permission = "beds.read",
  input = {},
  columns = columns.of("resident", "resident_name", "bed", "bed_name", "ends",
    { name = "ended_by", type = "enum", values = enums.ended, zh = "去向", en = "Where to" },
    "actions"),
  sql = [[
    with last as (
      select resident, max(ends) as ends from beds_stay
      where state in ('active', 'ended') group by resident
      having sum(state = 'active') = 0
    )
    select s.resident, r.name as resident_name, s.bed, b.label as bed_name, s.ends, s.ended_by,
           case when s.ended_by = 'death' then '["correct_death"]' else '[]' end as actions
    from last l
    join beds_stay s on s.resident = l.resident and s.ends = l.ends and s.state = 'ended'
    join beds_bed b on b.id = s.bed
    join residents_resident r on r.id = s.resident
    order by s.ends desc, s.id desc
  ]],
}
