-- Who lives in which kind of bed, with what the rules of placement need to
-- know of them. `overridden`: rules that were broken knowingly for the stay.
local columns = require "lib.columns"

return {
  zh = "在住老人", en = "Residents in their beds", permission = "beds.read",
  input = { { name = "resident", type = "ref", to = "residents.resident", zh = "老人",
    en = "Resident" } },
  columns = columns.of("stay", "bed", "bed_name", "kind", "resident", "resident_name", "sex", "age",
    "spouse", "share_room", "care_level", "dementia", "mobility", "infection", "starts", "purpose",
    { name = "care_assessed", type = "date", zh = "评估基准日期", en = "Assessed on" },
    { name = "overridden", type = "text", max = 2000, zh = "破例", en = "Overridden" }),
  sql = [[
    select s.id as stay, s.bed, b.label as bed_name, b.kind, s.resident, r.name as resident_name,
           r.sex, age(r.born, today()) as age, r.spouse, r.share_room, r.care_level, r.dementia,
           r.mobility, r.infection, s.starts, s.purpose, r.care_assessed,
           (select group_concat(o.rules, ' ') from beds_override o where o.stay = s.id)
             as overridden
    from beds_stay s
    join beds_bed b on b.id = s.bed
    join residents_resident r on r.id = s.resident
    where s.state = 'active' and (:resident is null or s.resident = :resident)
    order by b.label, s.id
  ]],
}
