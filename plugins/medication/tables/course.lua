-- One medicine as it is taken, through all versions of its order. Its schedule
-- is the core's; PRN medicines have none.
return {
  zh = "用药", en = "Course",
  columns = {
    { name = "resident", type = "ref", to = "residents.resident", required = true, zh = "老人",
      en = "Resident" },
    { name = "drug", type = "ref", to = "drug", required = true, zh = "药品", en = "Drug" },
    { name = "schedule", type = "integer", unique = true, zh = "日程", en = "Schedule" },
    { name = "current", type = "ref", to = "order", zh = "现行医嘱", en = "Newest order" },
    { name = "prescription", type = "ref", to = "prescription", zh = "现行处方",
      en = "Newest prescription" },
    { name = "renewal", type = "integer", zh = "续方提醒", en = "Reminder to renew it" },
    { name = "review", type = "integer", zh = "复核提醒", en = "Reminder to review it" },
    { name = "review_on", type = "date", zh = "下次复核", en = "Next review" },
  },
  share = { "resident", "drug", "schedule", "current" },
}
