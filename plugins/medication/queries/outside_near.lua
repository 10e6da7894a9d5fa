-- What a resident takes elsewhere at a time, and what was given elsewhere within a
-- day of it. `drug`: that of the home's list.
local lookup = require "lib.lookup"

return {
  zh = "院外用药（核对用）", en = "Taken elsewhere around a time", permission = "medication.read",
  input = {
    { name = "resident", type = "ref", to = "residents.resident", required = true, zh = "老人",
      en = "Resident" },
    { name = "at", type = "instant", required = true, zh = "时间", en = "At" },
  },
  columns = {
    { name = "type", type = "text", zh = "类别", en = "Kind" },
    { name = "status", type = "text", zh = "状态", en = "State" },
    { name = "name", type = "text", zh = "药品", en = "Drug" },
    { name = "drug", type = "id", zh = "目录中的药", en = "Drug of the list" },
    { name = "amount", type = "decimal", scale = 6, zh = "量", en = "Amount" },
    { name = "unit", type = "text", zh = "单位", en = "Unit" },
    { name = "per_day", type = "integer", zh = "24 小时最多次数", en = "Doses in 24 hours at most" },
    { name = "at", type = "instant", zh = "时间", en = "At" },
  },
  -- an end told as a date is its midnight: that day still counts
  sql = [[
    select o.type, o.status, o.drug as name, o.amount, o.unit, o.per_day, o.starts as at,
           ]] .. lookup.listed .. [[ as drug
    from medication_outside o
    left join medication_outside_end e on e.outside = o.id
    where o.resident = :resident and (
      (o.type = 'MedicationStatement' and o.status in ('active', 'intended', 'unknown')
        and (e.at is null or e.at > :at) and (o.starts is null or o.starts <= :at)
        and (o.ends is null or o.ends > :at - 86400000))
      or (o.type = 'MedicationAdministration' and o.status in ('completed', 'in-progress')
        and e.id is null and o.starts > :at - 86400000 and o.starts < :at + 86400000))
    order by o.id
    limit 500
  ]],
}
