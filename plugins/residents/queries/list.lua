local columns = require "lib.columns"
local enums = require "data.enums"

return {
  zh = "老人名册", en = "Residents", permission = "residents.read", at = true,
  input = { { name = "state", type = "enum", values = enums.state, zh = "状态", en = "State" } },
  columns = columns.of("id", "name", "sex", "age", "bed_name", "care_level", "state",
    "tone"),
  sql = [[
    select r.id, r.name, r.sex, age(r.born, today()) as age, p.bed as bed_name,
           r.care_level, r.state,
           case when r.infection in ('suspected', 'contagious') then 'isolated'
                else 'plain' end as tone
    from residents_resident r
    left join residents_place p on p.resident = r.id
    where (:state is null and r.state in ('registered', 'living')) or r.state = :state
    order by p.bed is null, p.bed, r.name, r.id
  ]],
}
