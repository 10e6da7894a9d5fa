-- The courses of one resident that may have doses between two times, each with
-- its drug.
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
  }),
  sql = [[
    select c.id as course, d.id, d.name, d.ingredients, d.classes, d.strength,
           d.strength_unit, d.unit, d.contents, d.daily_max, d.source, d.edition
    from medication_course c
    join medication_order o on o.id = c.current
    join medication_drug d on d.id = o.drug
    left join medication_ending e on e.for_order = o.id
    where c.resident = :resident and (e.at is null or e.at >= :from)
      and (o.ends is null or o.ends >= :from)
    order by c.id
  ]],
}
