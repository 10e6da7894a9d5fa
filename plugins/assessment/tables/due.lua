-- A reassessment that is wanted: why, until when, by which duty; and what
-- settled it.
local enums = require "data.enums"

return {
  zh = "待评", en = "Assessment due", history = true,
  columns = {
    { name = "resident", type = "ref", to = "residents.resident", required = true, zh = "老人",
      en = "Resident" },
    { name = "standard", type = "text", max = 40, required = true, zh = "量表", en = "Scale" },
    { name = "cause", type = "enum", values = enums.cause, required = true, zh = "原因",
      en = "Cause" },
    { name = "due", type = "instant", required = true, zh = "到期", en = "Due" },
    -- an assessment of an earlier day does not know yet what it is asked for
    { name = "since", type = "date", zh = "这天起的评估才算", en = "Settled by one from" },
    { name = "schedule", type = "integer", zh = "任务安排", en = "Schedule" },
    { name = "note", type = "text", max = 500, personal = "resident", zh = "说明", en = "Note" },
    { name = "state", type = "enum", values = enums.due, required = true, default = "open",
      zh = "状态", en = "State" },
    { name = "settled_by", type = "ref", to = "assessment", zh = "完成的评估",
      en = "Settled by" },
  },
  unique = {
    { columns = { "resident", "standard" }, where = { state = { "open" } },
      zh = "这位老人的这项评估已经在待评。", en = "This assessment is due already." },
  },
  transitions = { state = { initial = { "open" }, open = { "settled", "ended" } } },
}
