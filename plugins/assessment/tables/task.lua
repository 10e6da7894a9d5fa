-- A recurring task of a care plan: each time it is due it is a duty.
local enums = require "data.enums"

return {
  zh = "照护任务", en = "Care task", history = true,
  columns = {
    { name = "plan", type = "ref", to = "plan", required = true, zh = "照护计划", en = "Plan" },
    { name = "resident", type = "ref", to = "residents.resident", required = true, zh = "老人",
      en = "Resident" },
    { name = "text", type = "text", min = 2, max = 300, required = true, personal = "resident",
      zh = "任务", en = "Task" },
    { name = "origin", type = "enum", values = enums.origin, required = true, zh = "来源",
      en = "Comes from" },
    -- the template's name for it; tells whether it is there already
    { name = "name", type = "text", max = 60, zh = "模板任务", en = "Name in the template" },
    { name = "risk", type = "text", max = 24, zh = "风险", en = "Risk" },
    { name = "rule", type = "text", max = 200, required = true, zh = "重复规则", en = "Recurrence" },
    { name = "starts", type = "text", max = 20, required = true, zh = "开始", en = "From" },
    { name = "schedule", type = "integer", zh = "任务安排", en = "Schedule" },
    { name = "state", type = "enum", values = enums.active, required = true, default = "active",
      zh = "状态", en = "State" },
    { name = "ended", type = "instant", zh = "结束时间", en = "Ended" },
    { name = "ended_because", type = "text", max = 300, zh = "结束原因", en = "Ended because" },
  },
  transitions = { state = { initial = { "active" }, active = { "ended" } } },
}
