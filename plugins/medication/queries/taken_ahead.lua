-- The last dose of a course that was taken though it is due only after a time.
return {
  zh = "已提前用的一次", en = "A dose taken ahead", permission = "medication.read",
  input = {
    { name = "course", type = "ref", to = "course", required = true, zh = "用药",
      en = "Course" },
    { name = "from", type = "instant", required = true, zh = "从", en = "From" },
  },
  columns = { { name = "due", type = "instant", zh = "应给时间", en = "Due" } },
  sql = [[
    select max(d.due) as due
    from medication_course c
    cross join own_duty_done d on d.schedule = c.schedule
      and d.slot >= day_slot(date_add(local_date(:from), -1))
    where c.id = :course and d.due >= :from and d.newest = 1
      and d.outcome in ('given', 'self_administered')
    having max(d.due) is not null
  ]],
}
