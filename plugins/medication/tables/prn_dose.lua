-- Which schedule of the core is which as-needed dose, so that the limits of an
-- order are looked up without reading anybody else's doses; and the effect check of
-- what it was last corrected to.
return {
  zh = "必要时给药", en = "As-needed dose",
  columns = {
    { name = "course", type = "ref", to = "course", required = true, zh = "用药",
      en = "Course" },
    { name = "for_order", type = "ref", to = "order", required = true, index = false,
      zh = "医嘱", en = "Order" },
    { name = "schedule", type = "integer", required = true, unique = true, zh = "日程",
      en = "Schedule" },
    { name = "at", type = "instant", required = true, zh = "时间", en = "At" },
    { name = "effect", type = "integer", zh = "效果查看", en = "Effect check" },
  },
}
