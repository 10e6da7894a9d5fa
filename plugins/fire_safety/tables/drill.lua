local enums = require "data.enums"

return {
  zh = "演练", en = "Drill", history = true,
  columns = {
    { name = "risk", type = "enum", values = enums.risk, required = true, default = "fire",
      zh = "演练内容", en = "What for" },
    { name = "planned", type = "instant", required = true, zh = "计划时间", en = "Planned for" },
    { name = "announced", type = "boolean", required = true, default = true, zh = "事先通知",
      en = "Announced" },
    { name = "building", type = "text", max = 40, zh = "楼栋", en = "Building" },
    { name = "floor", type = "text", max = 40, zh = "楼层", en = "Floor" },
    { name = "scenario", type = "text", max = 1000, required = true, zh = "情景", en = "Scenario" },
    { name = "assembly", type = "text", max = 100, zh = "集合地点", en = "Assembly place" },
    { name = "leader", type = "text", max = 60, required = true, zh = "负责人", en = "Leader" },
    { name = "state", type = "enum", values = enums.drill_state, required = true,
      default = "planned", zh = "状态", en = "State" },
    { name = "started", type = "instant", zh = "开始", en = "Started" },
    { name = "ended", type = "instant", zh = "结束", en = "Ended" },
    { name = "staff", type = "integer", min = 0, max = 5000, zh = "参加的工作人员", en = "Staff" },
    { name = "lessons", type = "text", max = 2000, zh = "总结", en = "Lessons" },
  },
  transitions = { state = { initial = { "planned" }, planned = { "running", "cancelled" },
    running = { "held" } } },
  share = { "risk", "state", "started", "ended", "announced" },
}
