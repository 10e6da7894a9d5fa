local fields = require "lib.fields"

local function later(name, type, zh, en) return fields.make(name, type, zh, en, { max = 2000 }) end

return { zh = "不良事件", en = "Incident", history = true,
  columns = fields.of("kind", "class", "severity", "resident", "place",
    fields.make("what", "text", "经过", "What happened", { min = 1, max = 2000, required = true,
      personal = "resident" }), "witnesses", "state",
    fields.make("happened", "instant", "发生时间", "Happened", { required = true }),
    fields.make("reported", "instant", "报告时间", "Reported", { required = true }),
    fields.make("reporter", "integer", "报告人", "Reporter", { required = true }),
    fields.make("reporter_name", "text", "报告人", "Reported by", { max = 60, required = true }),
    later("cause", "text", "原因分析", "Cause"), later("measures", "text", "整改措施", "Measures"),
    later("lessons", "text", "教训", "Lessons"),
    fields.make("investigator", "integer", "调查人", "Investigator"),
    fields.make("closed", "instant", "结案时间", "Closed"),
    fields.make("duties", "json", "任务安排", "Its schedules"),
    fields.make("withdrawn", "text", "撤销原因", "Withdrawn because", { max = 500 })),
  transitions = { state = { initial = { "open" }, open = { "investigated", "withdrawn" },
    investigated = { "closed", "withdrawn" } } } }
