-- The result of a risk assessment and who was told of it: the relative, guardian
-- or agent (相关第三方, GB 38600-2019). Each completed assessment makes one.
local enums = require "data.enums"

return {
  zh = "风险告知", en = "Telling of a risk result", history = true,
  columns = {
    { name = "resident", type = "ref", to = "residents.resident", required = true, zh = "老人",
      en = "Resident" },
    { name = "assessment", type = "ref", to = "assessment", required = true, unique = true,
      zh = "评估", en = "Assessment" },
    { name = "schedule", type = "integer", unique = true, zh = "任务安排", en = "Schedule" },
    { name = "asked", type = "instant", required = true, zh = "任务时间", en = "Asked for at" },
    { name = "due", type = "instant", required = true, zh = "告知期限", en = "To be told by" },
    { name = "state", type = "enum", values = enums.notice, required = true, default = "open",
      zh = "状态", en = "State" },
    { name = "name", type = "text", max = 60, personal = "resident", zh = "告知了谁",
      en = "Who was told" },
    { name = "relation", type = "enum", values = enums.third_party, zh = "与老人的关系",
      en = "Relation" },
    { name = "way", type = "enum", values = enums.way, zh = "告知方式", en = "How" },
    { name = "signature", type = "enum", values = enums.receipt, zh = "签收",
      en = "Signature" },
    { name = "paper", type = "file", personal = "resident", zh = "签收单扫描件",
      en = "Scan of the signed form" },
    { name = "told", type = "instant", zh = "告知时间", en = "Told at" },
    { name = "person", type = "text", max = 60, zh = "告知人", en = "Told by" },
    { name = "reason", type = "text", max = 500, personal = "resident", zh = "原因",
      en = "Reason" },
  },
}
