-- The house on one day, at midnight at its end, by kind and class: a late
-- discharge changes a past day, and `at` tells what was known then.
local columns = require "lib.columns"

local function number(name, zh, en)
  return { name = name, type = "integer", zh = zh, en = en }
end

return {
  zh = "在住统计", en = "Census", permission = "beds.read", at = true,
  input = { { name = "date", type = "date", zh = "日期", en = "Date" } },
  columns = columns.of("kind", "class",
    number("beds", "床位", "Beds"), number("occupied", "占用", "Occupied"),
    number("on_leave", "请假", "On leave"), number("in_hospital", "住院", "In hospital"),
    number("out_of_use", "停用", "Out of use"),
    number("admitted", "入住", "Admitted"), number("left", "退住", "Left"),
    number("moved_in", "换入", "Moved in"), number("moved_out", "换出", "Moved out")),
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
    from beds_bed b cross join day
    left join inside i on i.bed = b.id
    left join broken x on x.bed = b.id
    left join come c on c.bed = b.id
    left join went w on w.bed = b.id
    where (b.opened is null or b.opened <= d) and (b.retired is null or b.retired > d)
    group by b.kind, b.class
    order by b.kind, b.class
  ]],
}
