-- The courses of one resident that may have doses between two times, each with
-- its drug. The last dose of an order may be given late, behind its end.
local drug_columns = require "lib.drug_columns"

return {
  zh = "这段时间用过的药", en = "Medicines of a time", permission = "medication.read",
  input = {
    { name = "resident", type = "ref", to = "residents.resident", required = true, zh = "老人",
      en = "Resident" },
    { name = "from", type = "instant", required = true, zh = "从", en = "From" },
    { name = "to", type = "instant", required = true, zh = "到", en = "To" },
  },
  columns = drug_columns({
    { name = "course", type = "id", zh = "用药", en = "Course" },
    { name = "plan", type = "json", zh = "时间安排", en = "Plan of times" },
    { name = "over", type = "instant", zh = "医嘱结束", en = "The order ended" },
  }),
  sql = [[
    select c.id as course, o.plan, min(coalesce(e.at, o.ends), coalesce(o.ends, e.at)) as over,
           d.id, d.name, d.ingredients, d.classes, d.strength,
           d.strength_unit, d.unit, d.contents, d.daily_max, d.source, d.edition
    from medication_course c
    join medication_order o on o.id = c.current
    join medication_drug d on d.id = o.drug
    left join medication_ending e on e.for_order = o.id
    where c.resident = :resident and (e.at is null or e.at >= :from - 86400000)
      and (o.ends is null or o.ends >= :from - 86400000)
    order by c.id
  ]],
}
