-- Falls, straying, choking, self-harm on the home's own record.
local enums = require "data.enums"

return {
  zh = "照护风险事件", en = "Care-risk event", history = true,
  columns = {
    { name = "resident", type = "ref", to = "residents.resident", required = true, zh = "老人",
      en = "Resident" },
    { name = "kind", type = "enum", values = enums.event, required = true, zh = "种类", en = "Kind" },
    { name = "date", type = "date", required = true, zh = "日期", en = "Date" },
    -- as the incident says; absent of what was entered by hand
    { name = "severity", type = "enum", values = enums.severity, zh = "程度", en = "Severity" },
    { name = "note", type = "text", max = 500, personal = "resident", zh = "经过",
      en = "What happened" },
    { name = "recorded_by", type = "text", max = 60, required = true, zh = "记录人",
      en = "Recorded by" },
    { name = "incident", type = "integer", index = true, zh = "不良事件", en = "Incident" },
    { name = "withdrawn", type = "text", max = 500, zh = "撤销原因", en = "Withdrawn because" },
  },
}
