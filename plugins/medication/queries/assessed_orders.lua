-- Orders of a resident that go on: which are swallowed whole, and which the resident
-- has taken without help in the last 30 days.
return {
  zh = "整片吞服与自服的药", en = "Swallowed whole, taken oneself", permission = "medication.read",
  input = {
    { name = "resident", type = "ref", to = "residents.resident", required = true, zh = "老人",
      en = "Resident" },
  },
  columns = {
    { name = "order", type = "id", zh = "医嘱", en = "Order" },
    { name = "name", type = "text", max = 160, zh = "药名", en = "Drug" },
    { name = "whole", type = "boolean", zh = "整片吞服", en = "Swallowed whole" },
    { name = "own", type = "boolean", zh = "自服", en = "Taken oneself" },
  },
  sql = [[
    select o.id as "order", o.name,
           o.route = 'po' and g.form in ('tablet', 'slow_tablet', 'enteric_tablet', 'capsule',
             'slow_capsule', 'pill') as whole,
           exists (select 1 from own_duty_done d
                   join medication_order v on v.id = json_extract(d.data, '$.order')
                   where d.kind = 'dose' and d.newest = 1 and d.outcome = 'self_administered'
                     and d.due > now() - 30 * 86400000 and v.course = o.course) as own
    from medication_course c
    join medication_order o on o.id = c.current
    join medication_drug g on g.id = o.drug
    left join medication_ending e on e.for_order = o.id
    where c.resident = :resident and (e.at is null or e.at > now())
      and (o.ends is null or o.ends > now())
    order by o.id
  ]],
}
