-- Doses of one course that were taken between two claimed times, scheduled
-- and as needed, in effect now.
return {
  zh = "已用的次数", en = "Doses taken", permission = "medication.read",
  input = {
    { name = "course", type = "ref", to = "course", required = true, zh = "用药",
      en = "Course" },
    { name = "from", type = "instant", required = true, zh = "从", en = "From" },
    { name = "to", type = "instant", required = true, zh = "到", en = "To" },
  },
  columns = {
    { name = "duty", type = "text", zh = "任务", en = "Duty" },
    { name = "order", type = "id", zh = "医嘱", en = "Order" },
    { name = "at", type = "instant", zh = "时间", en = "At" },
    { name = "amount", type = "decimal", scale = 6, zh = "量", en = "Amount" },
    { name = "unit", type = "text", zh = "单位", en = "Unit" },
  },
  sql = [[
    with mine as (
      select c.schedule from medication_course c where c.id = :course and c.schedule is not null
      union
      select p.schedule from medication_prn_dose p
      where p.course = :course and p.at > :from - 172800000 and p.at < :to + 172800000
    )
    select d.duty, o.id as "order", d.at,
           coalesce(json_extract(d.facts, '$.amount'), o.amount) as amount, o.unit
    from mine m
    cross join own_duty_done d on d.schedule = m.schedule
      and d.slot >= day_slot(date_add(local_date(:from), -9))
      and d.slot < day_slot(date_add(local_date(:to), 9))
    join medication_order o on o.id = json_extract(d.data, '$.order')
    where d.newest = 1 and d.outcome in ('given', 'self_administered')
      and d.at >= :from and d.at <= :to
    order by d.at
  ]],
}
