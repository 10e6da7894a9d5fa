-- A time-critical dose that was late: raised once, whatever comes again.
return {
  zh = "给药报警", en = "Alarm", append_only = true,
  columns = {
    { name = "dose", type = "text", max = 60, required = true, unique = true, zh = "给药任务",
      en = "Dose" },
    { name = "resident", type = "ref", to = "residents.resident", required = true, index = false,
      zh = "老人", en = "Resident" },
    { name = "for_order", type = "ref", to = "order", required = true, index = false,
      zh = "医嘱", en = "Order" },
    { name = "due", type = "instant", required = true, zh = "应给时间", en = "Due" },
    { name = "raised", type = "instant", required = true, zh = "报警时间", en = "Raised" },
    { name = "schedule", type = "integer", required = true, unique = true, zh = "日程",
      en = "Schedule" },
  },
}
