-- The courses of one resident that may have doses between two times, each with
-- its drug.
return {
  zh = "这段时间用过的药", en = "Medicines of a time", permission = "medication.read",
  input = {
    { name = "resident", type = "ref", to = "residents.resident", required = true, zh = "老人",
      en = "Resident" },
    { name = "from", type = "instant", required = true, zh = "从", en = "From" },
    { name = "to", type = "instant", required = true, zh = "到", en = "To" },
  },
  columns = {
    { name = "course", type = "id", zh = "用药", en = "Course" },
    { name = "id", type = "id", zh = "药品", en = "Drug" },
    { name = "name", type = "text", zh = "药名", en = "Name" },
    { name = "ingredients", type = "json", zh = "成分", en = "Ingredients" },
    { name = "classes", type = "json", zh = "类别", en = "Classes" },
    { name = "strength", type = "decimal", scale = 6, zh = "规格", en = "Strength" },
    { name = "strength_unit", type = "text", zh = "含量单位", en = "Unit of the strength" },
    { name = "unit", type = "text", zh = "库存单位", en = "Unit of stock" },
    { name = "contents", type = "text", zh = "各成分含量", en = "Contents" },
    { name = "daily_max", type = "text", zh = "24 小时最大量", en = "Maximum in 24 hours" },
    { name = "source", type = "text", max = 200, zh = "来源", en = "Source" },
    { name = "edition", type = "text", zh = "版本", en = "Edition" },
  },
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
