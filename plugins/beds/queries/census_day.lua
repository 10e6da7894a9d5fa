-- The house on one day, at midnight at its end, by the kind and class that its
-- beds had then. Nothing for a day that has not come.
local census = require "lib.census"

return {
  zh = "一天的在住统计", en = "Census of a day", permission = "beds.read", at = true,
  input = census.input,
  columns = census.columns,
  sql = [[
    with
    day as (select coalesce(:date, today()) as d),
    span as (
      select s.bed, s.resident, s.admitted, s.starts, s.ended_by,
             local_date(s.starts) as first,
             case when s.state = 'ended' then local_date(s.ends) end as gone
      from beds_stay s where s.state in ('active', 'ended')
    ),
    away as (
      select a.resident, min(a.kind) as kind
      from beds_absence a, day
      where local_date(a.starts) <= d and (a.ends is null or local_date(a.ends) > d)
      group by a.resident
    ),
    inside as (
      select p.bed, p.resident, w.kind
      from span p cross join day left join away w on w.resident = p.resident
      where p.first <= d and (p.gone is null or p.gone > d)
    ),
    was as (
      select k.bed, min(k.until_day) as until_day from beds_past_kind k, day
      where k.until_day > d group by k.bed
    ),
    typed as (
      select b.id, b.opened, b.retired, coalesce(k.kind, b.kind) as kind,
             coalesce(k.class, b.class) as class
      from beds_bed b
      left join was w on w.bed = b.id
      left join beds_past_kind k on k.bed = w.bed and k.until_day = w.until_day
    ),
    broken as (
      select distinct c.bed from beds_condition c, day
      where c.kind = 'out_of_order' and local_date(c.starts) <= d
        and (c.ends is null or local_date(c.ends) > d)
    ),
    come as (
      select p.bed, sum(p.starts = p.admitted) as admitted, sum(p.starts > p.admitted) as moved_in
      from span p, day where p.first = d group by p.bed
    ),
    went as (
      select p.bed, sum(p.ended_by not in ('transfer', 'swap')) as gone,
             sum(p.ended_by in ('transfer', 'swap')) as moved_out
      from span p, day where p.gone = d group by p.bed
    )
    select b.kind, b.class, count(*) as beds, count(i.bed) as occupied,
           coalesce(sum(i.kind = 'leave'), 0) as on_leave,
           coalesce(sum(i.kind = 'hospital'), 0) as in_hospital,
           count(x.bed) as out_of_use,
           coalesce(sum(c.admitted), 0) as admitted, coalesce(sum(w.gone), 0) as left,
           coalesce(sum(c.moved_in), 0) as moved_in, coalesce(sum(w.moved_out), 0) as moved_out
    from typed b cross join day
    left join inside i on i.bed = b.id
    left join broken x on x.bed = b.id
    left join come c on c.bed = b.id
    left join went w on w.bed = b.id
    where d <= today() and (b.opened is null or b.opened <= d)
      and (b.retired is null or b.retired > d)
    group by b.kind, b.class
    order by b.kind, b.class
  ]],
}
