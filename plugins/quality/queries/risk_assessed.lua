-- Residents in the house with their first and last safety assessment.
local fields = require "lib.fields"

return {
  zh = "安全风险评估", en = "Safety assessments", permission = "quality.read",
  columns = { fields.make("resident", "integer", "老人", "Resident"),
    fields.make("resident_name", "text", "老人", "Resident"),
    fields.make("admitted", "date", "入院日期", "Admitted"),
    fields.make("first", "date", "首次评估", "First"), fields.make("last", "date", "最近评估", "Last") },
  sql = [[
    select s.resident, r.name as resident_name, local_date(s.admitted) as admitted,
      min(a.base_date) as first, max(a.base_date) as last
    from beds_stay s join residents_resident r on r.id = s.resident
    left join assessment_assessment a on a.resident = s.resident
      and a.standard = 'GB 38600-2019'
      and not exists (select 1 from assessment_assessment n where n.supersedes = a.id)
    where s.state = 'active' group by s.resident, r.name, s.admitted order by r.name ]],
}
