-- A resident who keeps the bed and is not in it.
local enums = require "data.enums"

return {
  zh = "外出与住院", en = "Absence", history = true,
  columns = {
    { name = "resident", type = "ref", to = "residents.resident", required = true, zh = "老人",
      en = "Resident" },
    { name = "kind", type = "enum", values = enums.absence, required = true, zh = "类别",
      en = "Kind" },
    { name = "starts", type = "instant", required = true, zh = "离开", en = "Left" },
    { name = "ends", type = "instant", zh = "返回", en = "Returned" },
    { name = "expected", type = "instant", zh = "预计返回", en = "Expected back" },
    { name = "note", type = "text", max = 500, personal = "resident", zh = "说明", en = "Note" },
  },
  no_overlap = {
    { key = "resident", from = "starts", to = "ends",
      zh = "这位老人在这段时间已经登记外出或住院。",
      en = "This resident is already recorded as away in that time." },
  },
  share = { "resident", "kind", "starts", "ends", "expected" },
}
