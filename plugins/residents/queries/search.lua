-- By name, pinyin initials, bed or the end of the ID number; three digits of it
-- are the least that tell people apart.
local columns = require "lib.columns"

return {
  zh = "查找老人", en = "Find a resident", permission = "residents.read",
  input = { { name = "text", type = "text", min = 1, max = 60, required = true,
    zh = "姓名、拼音首字母、床号或身份证后几位", en = "Name, initials, bed or end of the ID" } },
  columns = columns.of("id", "name", "sex", "age", "bed_name", "id_tail", "care_level", "state"),
  sql = [[
    select r.id, r.name, r.sex, age(r.born, today()) as age, p.bed as bed_name, r.id_tail,
           r.care_level, r.state
    from residents_resident r
    left join residents_place p on p.resident = r.id
    where instr(r.name, :text) > 0
       or substr(r.initials, 1, length(:text)) = lower(:text)
       or length(:text) >= 3 and substr(r.id_number, -length(:text)) = upper(:text)
       or substr(p.bed, 1, length(:text)) = :text
    order by r.state <> 'living', p.bed, r.name, r.id
    limit 100
  ]],
}
