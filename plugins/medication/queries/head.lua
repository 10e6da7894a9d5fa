-- Whose medicines these are: the heading of sheets and timelines.
local columns = require "lib.columns"

return {
  zh = "老人", en = "Resident", permission = "medication.read", single = true,
  input = columns.who,
  columns = columns.of("resident", "resident_name", "bed_name", "sex", "age", "photo",
    "allergies"),
  sql = [[
    select r.id as resident, r.name as resident_name, b.label as bed_name, r.sex,
           age(r.born, today()) as age, r.photo,
           (select group_concat(g.substance, '、') from residents_allergy g
            where g.resident = r.id and (g.ended is null or g.ended > today())) as allergies
    from residents_resident r
    left join beds_stay s on s.resident = r.id and s.state = 'active'
    left join beds_bed b on b.id = s.bed
    where r.id = :resident
  ]],
}
