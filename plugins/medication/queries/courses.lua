-- The courses of a resident of which something may still be due after a time.
return {
  zh = "在用药品", en = "Open courses", permission = "medication.read",
  input = {
    { name = "resident", type = "ref", to = "residents.resident", required = true, zh = "老人",
      en = "Resident" },
    { name = "after", type = "instant", required = true, zh = "之后", en = "After" },
  },
  columns = {
    { name = "course", type = "id", zh = "用药", en = "Course" },
    { name = "schedule", type = "integer", zh = "日程", en = "Schedule" },
    { name = "ending", type = "id", zh = "终止", en = "End" },
  },
  sql = [[
    select c.id as course, c.schedule, e.id as ending
    from medication_course c
    join medication_order o on o.id = c.current
    left join medication_ending e on e.for_order = o.id
    where c.resident = :resident and (e.at is null or e.at > :after)
      and (o.ends is null or o.ends > :after)
    order by c.id
  ]],
}
