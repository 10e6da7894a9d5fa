-- The drugs of the orders of one resident that are in force at an instant,
-- without the versions of one order: what a check compares with. `apart`: all of it lies
-- before `from` or behind `to`.
return {
  zh = "同时在用的药", en = "Other medicines in force", permission = "medication.read",
  input = {
    { name = "resident", type = "ref", to = "residents.resident", required = true, zh = "老人",
      en = "Resident" },
    { name = "without", type = "integer", zh = "不含哪条医嘱", en = "Without this order" },
    { name = "at", type = "instant", zh = "时间（不填就是现在，连同还没开始的）",
      en = "At (now when empty, with what is yet to begin)" },
    { name = "from", type = "instant", zh = "从", en = "From" },
    { name = "to", type = "instant", zh = "到", en = "To" },
  },
  columns = {
    { name = "order_id", type = "id", zh = "医嘱", en = "Order" },
    { name = "id", type = "id", zh = "药品", en = "Drug" },
    { name = "name", type = "text", zh = "药名", en = "Name" },
    { name = "ingredients", type = "json", zh = "成分", en = "Ingredients" },
    { name = "classes", type = "json", zh = "类别", en = "Classes" },
    { name = "apart", type = "boolean", zh = "不在同一段时间", en = "At another time" },
  },
  sql = [[
    select o.id as order_id, d.id, d.name, d.ingredients, d.classes,
           coalesce(min(coalesce(e.at, o.ends), coalesce(o.ends, e.at)) <= :from, 0)
           or coalesce((select min(f.starts) from medication_order f
                        where f.course = c.id) > :to, 0) as apart
    from medication_course c
    join medication_order o on o.id = c.current
    join medication_drug d on d.id = o.drug
    left join medication_ending e on e.for_order = o.id
    where c.resident = :resident and (e.at is null or e.at > coalesce(:at, now()))
      and (o.ends is null or o.ends > coalesce(:at, now()))
      and (:at is null or exists (select 1 from medication_order f
                                  where f.course = c.id and f.starts <= :at))
      and c.id is not (select w.course from medication_order w where w.id = :without)
    order by o.id
  ]],
}
