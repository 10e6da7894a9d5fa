local enums = require "data.enums"

return {
  zh = "照护目标", en = "Goal of care", history = true,
  columns = {
    { name = "plan", type = "ref", to = "plan", required = true, zh = "照护计划", en = "Plan" },
    { name = "resident", type = "ref", to = "residents.resident", required = true, zh = "老人",
      en = "Resident" },
    { name = "text", type = "text", min = 2, max = 300, required = true, personal = "resident",
      zh = "目标", en = "Goal" },
    { name = "origin", type = "enum", values = enums.origin, required = true, zh = "来源",
      en = "Comes from" },
    { name = "target", type = "date", zh = "期限", en = "By" },
    { name = "state", type = "enum", values = enums.goal, required = true, default = "open",
      zh = "状态", en = "State" },
    { name = "note", type = "text", max = 500, personal = "resident", zh = "说明", en = "Note" },
  },
  transitions = { state = { initial = { "open" }, open = { "reached", "dropped" } } },
}
