-- The prescription that an order rests on, as it was issued: for so many days.
-- A renewal is the next row of the same course; no dose depends on any of them.
local enums = require "data.enums"

return {
  zh = "处方", en = "Prescription", append_only = true,
  columns = {
    { name = "resident", type = "ref", to = "residents.resident", required = true, zh = "老人",
      en = "Resident" },
    { name = "course", type = "ref", to = "course", required = true, index = true, zh = "用药",
      en = "Course" },
    { name = "for_order", type = "ref", to = "order", required = true, zh = "登记时的医嘱",
      en = "Order when it was entered" },
    { name = "replaces", type = "ref", to = "prescription", unique = true, zh = "续接哪张",
      en = "Renews" },
    { name = "kind", type = "enum", values = enums.prescription, required = true,
      zh = "处方种类", en = "Kind" },
    { name = "number", type = "text", max = 200, personal = "resident", zh = "处方编号",
      en = "Number" },
    { name = "prescriber", type = "text", max = 80, zh = "开方医师", en = "Prescriber" },
    { name = "issued", type = "date", required = true, zh = "开具日期", en = "Issued on" },
    { name = "first", type = "date", required = true, zh = "从哪天用起", en = "First day" },
    { name = "last", type = "date", required = true, zh = "用到哪天（含）",
      en = "Last day (included)" },
    { name = "days", type = "integer", min = 1, max = 366, required = true, zh = "天数",
      en = "Days" },
    { name = "most", type = "integer", min = 1, max = 366, required = true, zh = "最多天数",
      en = "Days at most" },
    { name = "rule", type = "text", max = 200, required = true, zh = "依据", en = "By which rule" },
    { name = "edition", type = "text", max = 100, required = true, zh = "版本", en = "Edition" },
    { name = "longer_because", type = "text", max = 500, personal = "resident",
      zh = "超过的理由", en = "Why it is longer" },
    { name = "person", type = "text", max = 80, required = true, zh = "登记人",
      en = "Entered by" },
    { name = "entered", type = "instant", required = true, zh = "登记时间", en = "Entered" },
  },
}
