-- Residents in the house on a day, and those with an assessment of ability that
-- was not older than so many days then.
local fields = require "lib.fields"

return {
  zh = "评估在有效期内", en = "Assessments up to date", permission = "quality.read",
  input = { fields.make("on", "date", "日期", "On", { required = true }),
    fields.make("days", "integer", "天数", "Days", { required = true }) },
  columns = { fields.make("residents", "integer", "在住老人", "Residents"),
    fields.make("assessed", "integer", "在有效期内", "Up to date") },
  sql = [[
    select count(h.resident) as residents, coalesce(sum(h.assessed), 0) as assessed
    from (select s.resident, exists (select 1 from assessment_assessment a
        where a.resident = s.resident and a.standard = 'GB/T 42195-2022' and a.base_date <= :on
          and a.base_date > date_add(:on, -:days)
          and not exists (select 1 from assessment_assessment n where n.supersedes = a.id))
          as assessed
      from beds_stay s where s.state in ('active', 'ended') and local_date(s.starts) <= :on
        and (s.ends is null or local_date(s.ends) > :on)) h ]],
}
