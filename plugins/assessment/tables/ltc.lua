-- What the long-term care insurance concluded, from a day to a day.
local enums = require "data.enums"

return {
  zh = "长护险资格", en = "Insurance eligibility", history = true,
  columns = {
    { name = "resident", type = "ref", to = "residents.resident", required = true, zh = "老人",
      en = "Resident" },
    { name = "assessment", type = "ref", to = "assessment", zh = "评估", en = "Assessment" },
    { name = "standard", type = "text", max = 40, required = true, zh = "量表", en = "Scale" },
    { name = "edition", type = "text", max = 40, required = true, zh = "版本", en = "Edition" },
    { name = "level", type = "integer", min = 0, max = 5, required = true, zh = "失能等级",
      en = "Level" },
    { name = "document", type = "text", min = 1, max = 100, required = true, personal = "resident",
      zh = "结论文号", en = "Document" },
    { name = "confirmed_by", type = "json", required = true, zh = "确认的专家", en = "Experts" },
    { name = "starts", type = "date", required = true, zh = "生效日", en = "Valid from" },
    { name = "ends", type = "date", required = true, zh = "到期日", en = "Expires on" },
    { name = "again_from", type = "date", required = true, zh = "可重新评估自",
      en = "May be assessed anew from" },
    { name = "schedules", type = "json", zh = "提醒", en = "Reminders" },
    { name = "state", type = "enum", values = enums.ltc, required = true, default = "valid",
      zh = "状态", en = "State" },
    { name = "ended_because", type = "text", max = 300, zh = "终止原因", en = "Ended because" },
  },
  no_overlap = {
    { key = "resident", from = "starts", to = "ends", where = { state = { "valid" } },
      zh = "这段时间已经有长护险资格。请先终止原来的。",
      en = "There is an eligibility in that time. End that one first." },
  },
  transitions = { state = { initial = { "valid" }, valid = { "ended" } } },
  share = { "resident", "standard", "edition", "level", "starts", "ends", "state" },
}
