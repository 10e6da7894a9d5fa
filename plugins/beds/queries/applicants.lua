-- Applications that wait, each with the applicant.
local columns = require "lib.columns"

return {
  zh = "轮候申请", en = "Waiting applications", permission = "beds.read",
  input = { columns.application, columns.resident },
  columns = columns.of("application", "resident", "resident_name",
    "sex", "age", "spouse", "share_room",
    "care_level", "dementia", "mobility", "infection",
    { name = "care_standard", type = "text", zh = "等级依据的量表", en = "Scale of that level" },
    { name = "care_assessed", type = "date", zh = "评估基准日期", en = "Assessed on" },
    { name = "local_hukou", type = "text", zh = "本区县户籍", en = "Registered here" },
    { name = "lives_local", type = "text", zh = "本区县常住", en = "Lives here for good" },
    { name = "applied", type = "instant", zh = "申请时间", en = "Applied" },
    { name = "wanted", type = "date", zh = "希望入住", en = "Wanted from" },
    { name = "until_day", type = "date", zh = "计划离开", en = "Until" },
    { name = "central", type = "boolean", zh = "集中供养", en = "Central support" },
    "purpose", "kind", "class"),
  sql = [[
    select a.id as application, a.resident, r.name as resident_name,
           r.sex, age(r.born, today()) as age,
           r.spouse, r.share_room, r.care_level, r.dementia, r.mobility, r.infection,
           r.care_standard, r.care_assessed, r.local_hukou, r.lives_local,
           a.applied, a.wanted, a.until_day, a.central, a.purpose, a.kind, a.class
    from beds_application a
    join residents_resident r on r.id = a.resident
    where a.state = 'waiting' and (:application is null or a.id = :application)
      and (:resident is null or a.resident = :resident)
    order by a.applied, a.id
  ]],
}
