-- When residents were in the house within a period: a row for each stay, and
-- one, marked `away`, for each leave or time in hospital.
local fields = require "lib.fields"

return { zh = "在住时段", en = "Times in the house", permission = "staff.read",
  input = fields.of("from", "to"),
  columns = { fields.make("resident", "integer", "老人", "Resident"),
    fields.make("starts", "instant", "开始", "From"), fields.make("ends", "instant", "结束", "To"),
    fields.make("away", "boolean", "外出", "Away") },
  sql = [[
    select s.resident, s.starts, s.ends, 0 as away from beds_stay s
    where s.state in ('active', 'ended') and local_date(s.starts) <= :to
      and (s.ends is null or local_date(s.ends) >= :from)
    union all
    select a.resident, a.starts, a.ends, 1 as away from beds_absence a
    where local_date(a.starts) <= :to and (a.ends is null or local_date(a.ends) >= :from)
    order by 1, 2 ]] }
