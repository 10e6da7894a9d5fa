-- The newest effect that somebody saw of a dose of a drug, of those taken before a time.
local enums = require "data.enums"

return {
  zh = "上次效果", en = "Last effect", permission = "medication.read",
  input = {
    { name = "resident", type = "ref", to = "residents.resident", required = true, zh = "老人",
      en = "Resident" },
    { name = "drug", type = "ref", to = "drug", required = true, zh = "药品", en = "Drug" },
    { name = "before", type = "instant", required = true, zh = "之前", en = "Before" },
    { name = "except", type = "integer", zh = "不含哪个日程", en = "Without this schedule" },
  },
  columns = {
    { name = "effect", type = "enum", values = enums.effect, zh = "效果", en = "Effect" },
    { name = "at", type = "instant", zh = "给药时间", en = "Given at" },
  },
  sql = [[
    select f.facts ->> '$.effect' as effect, d.at
    from medication_course c
    join medication_prn_dose p on p.course = c.id
    cross join own_duty_done d on d.schedule = p.schedule and d.newest = 1
    cross join own_duty_done f on f.schedule = p.effect and f.newest = 1
    where c.resident = :resident and c.drug = :drug and p.schedule is not :except
      and d.outcome in ('given', 'self_administered') and d.at < :before
      and f.facts ->> '$.effect' is not null
    order by d.at desc limit 1
  ]],
}
