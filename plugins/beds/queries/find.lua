-- The stay of a person, found by bed, name, initials or end of the ID number.
local columns = require "lib.columns"

return {
  zh = "查找", en = "Find", permission = "beds.read",
  input = { { name = "text", type = "text", min = 1, max = 60, required = true,
    zh = "床号、姓名、拼音首字母或身份证后三四位", en = "Bed, name, initials or end of the ID" } },
  columns = columns.of("bed", "bed_name", "stay", "resident", "resident_name", "sex", "age"),
  sql = [[
    select b.id as bed, b.label as bed_name, s.id as stay, s.resident, r.name as resident_name,
           r.sex,
           age(r.born, today()) as age
    from beds_bed b
    left join beds_stay s on s.bed = b.id and s.state = 'active'
    left join residents_resident r on r.id = s.resident
    where (b.retired is null or b.retired > today())
      and (substr(b.label, 1, length(:text)) = :text or instr(r.name, :text) > 0
           or substr(r.initials, 1, length(:text)) = lower(:text)
           or length(:text) >= 3 and substr(r.id_tail, -length(:text)) = upper(:text))
    order by b.label
    limit 100
  ]],
}
