-- The orders of one resident that are in force, without the versions of one, each with its
-- drug: what a day comes to together between two times.
local drug_columns = require "lib.drug_columns"

return {
  zh = "有效医嘱和药品", en = "Orders in force with their drugs", permission = "medication.read",
  input = {
    { name = "resident", type = "ref", to = "residents.resident", required = true, zh = "老人",
      en = "Resident" },
    { name = "without", type = "integer", zh = "不含哪条医嘱", en = "Without this order" },
    { name = "from", type = "instant", zh = "从", en = "From" },
    { name = "to", type = "instant", zh = "到", en = "To" },
  },
  columns = drug_columns({
    { name = "plan", type = "json", zh = "时间安排", en = "Plan of times" },
    { name = "anchor", type = "instant", zh = "起算时间", en = "Counted from" },
    { name = "amount", type = "decimal", scale = 6, zh = "剂量", en = "Dose" },
    { name = "dose_unit", type = "text", zh = "单位", en = "Unit" },
    { name = "as_needed", type = "boolean", zh = "必要时", en = "As needed" },
    { name = "max_doses", type = "integer", zh = "24 小时最多次数",
      en = "Doses in 24 hours at most" },
    { name = "max_amount", type = "decimal", scale = 6, zh = "24 小时最大量",
      en = "Amount in 24 hours at most" },
  }),
  sql = [[
    select o.plan, o.anchor, o.amount, o.unit as dose_unit, o.as_needed, o.max_doses, o.max_amount,
           d.id, d.name, d.ingredients, d.classes, d.strength, d.strength_unit, d.unit,
           d.contents, d.daily_max, d.source, d.edition
    from medication_course c
    join medication_order o on o.id = c.current
    join medication_drug d on d.id = o.drug
    left join medication_ending e on e.for_order = o.id
    where c.resident = :resident and (e.at is null or e.at > now())
      and (o.ends is null or o.ends > now())
      and coalesce(min(coalesce(e.at, o.ends), coalesce(o.ends, e.at)) > :from, 1)
      and coalesce((select min(f.starts) from medication_order f
                    where f.course = c.id) <= :to, 1)
      and c.id is not (select w.course from medication_order w where w.id = :without)
    order by o.id
  ]],
}
