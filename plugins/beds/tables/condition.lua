-- What is the matter with a bed itself, whoever lives in it.
local enums = require "data.enums"

return {
  zh = "床位状况", en = "Condition of a bed", history = true,
  columns = {
    { name = "bed", type = "ref", to = "bed", required = true, zh = "床位", en = "Bed" },
    { name = "kind", type = "enum", values = enums.condition, required = true, zh = "状况",
      en = "Condition" },
    { name = "starts", type = "instant", required = true, zh = "开始", en = "From" },
    { name = "ends", type = "instant", zh = "结束", en = "To" },
    { name = "expected", type = "date", zh = "预计恢复", en = "Expected end" },
    { name = "note", type = "text", max = 500, zh = "原因", en = "Reason" },
    { name = "schedule", type = "integer", zh = "清洁任务", en = "Cleaning duty" },
    { name = "due", type = "instant", zh = "清洁时限", en = "To be clean by" },
  },
  no_overlap = {
    { key = "bed", from = "starts", to = "ends",
      zh = "这张床在这段时间已经登记了另一种状况。",
      en = "Another condition of this bed is on record for that time." },
  },
}
