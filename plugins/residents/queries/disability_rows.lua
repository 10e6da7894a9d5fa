-- Certified disabilities that are valid today, as they were entered.
local disabilities = require "lib.disabilities"

return {
  zh = "残疾登记", en = "Disabilities as entered", permission = "residents.read",
  input = { { name = "resident", type = "ref", to = "resident", zh = "老人", en = "Resident" } },
  columns = {
    { name = "resident", type = "ref", to = "resident", zh = "老人", en = "Resident" },
    { name = "grade", type = "text", zh = "等级", en = "Grade" },
    { name = "disability", type = "enum", values = disabilities.kinds, zh = "残疾类别",
      en = "Kind of disability" },
    { name = "disability_grade", type = "integer", zh = "残疾等级", en = "Grade of disability" },
  },
  sql = [[
    select s.resident, s.grade, s.disability, s.disability_grade
    from residents_status s
    where s.kind = 'disabled' and (:resident is null or s.resident = :resident)
      and s.starts <= today() and (s.ends is null or s.ends > today())
    order by s.resident, s.id
  ]],
}
