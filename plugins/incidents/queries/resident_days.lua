-- Days that residents spent in the house, of days from and to (both counted): a
-- night in a bed is a day; nights on leave, in hospital or still to come are not.
local fields = require "lib.fields"

return { zh = "在住人日", en = "Resident-days", permission = "incidents.read",
  input = fields.of("from", "to"),
  columns = { fields.make("days", "integer", "人日", "Days") },
  sql = [[
    select coalesce(sum(i.days), 0) as days
    from (
      select max(0, (day_slot(min(coalesce(local_date(s.ends), p.gone), p.gone))
        - day_slot(max(local_date(s.starts), :from))) / 172800) as days
      from beds_stay s join (select min(date_add(:to, 1), today()) as gone) p
      where s.state in ('active', 'ended') and local_date(s.starts) <= :to
        and (s.ends is null or local_date(s.ends) > :from)
      union all
      select -max(0, (day_slot(min(coalesce(local_date(a.ends), p.gone),
          coalesce(local_date(s.ends), p.gone), p.gone))
        - day_slot(max(local_date(a.starts), local_date(s.starts), :from))) / 172800) as days
      from beds_absence a join (select min(date_add(:to, 1), today()) as gone) p
      join beds_stay s on s.resident = a.resident and s.state in ('active', 'ended')
      where local_date(a.starts) <= :to and (a.ends is null or local_date(a.ends) > :from)
    ) i ]] }
