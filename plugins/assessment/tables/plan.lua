-- A resident's care plan: which result it was made for.
local enums = require "data.enums"

return {
  zh = "照护计划", en = "Care plan", history = true,
  columns = {
    { name = "resident", type = "ref", to = "residents.resident", required = true, zh = "老人",
      en = "Resident" },
    { name = "assessment", type = "ref", to = "assessment", zh = "依据的评估", en = "Made for" },
    { name = "standard", type = "text", max = 40, zh = "量表", en = "Scale" },
    { name = "edition", type = "text", max = 40, zh = "版本", en = "Edition" },
    { name = "level", type = "integer", min = 0, max = 9, zh = "等级", en = "Level" },
    { name = "template", type = "text", max = 60, zh = "模板", en = "Template" },
    { name = "starts", type = "date", required = true, zh = "开始", en = "From" },
    { name = "reviewed", type = "date", zh = "最近复核", en = "Reviewed" },
    { name = "review", type = "integer", zh = "复核任务", en = "Review's schedule" },
    { name = "review_due", type = "instant", zh = "复核到期", en = "Review due" },
    { name = "state", type = "enum", values = enums.active, required = true, default = "active",
      zh = "状态", en = "State" },
    { name = "ends", type = "date", zh = "结束", en = "To" },
  },
  unique = {
    { columns = { "resident" }, where = { state = { "active" } },
      zh = "这位老人已经有照护计划。", en = "This resident has a care plan." },
  },
  transitions = { state = { initial = { "active" }, active = { "ended" } } },
}
