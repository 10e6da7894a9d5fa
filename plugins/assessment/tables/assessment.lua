-- A completed assessment with its result. Never changed: a later one may
-- supersede it, and both stay. Scale, edition and level stand together.
local enums = require "data.enums"

return {
  zh = "评估", en = "Assessment", append_only = true,
  columns = {
    { name = "resident", type = "ref", to = "residents.resident", required = true, zh = "老人",
      en = "Resident" },
    { name = "standard", type = "text", max = 40, required = true, zh = "量表", en = "Scale" },
    { name = "edition", type = "text", max = 40, required = true, zh = "版本", en = "Edition" },
    { name = "level", type = "integer", min = 0, max = 9, zh = "最终等级", en = "Level" },
    { name = "preliminary", type = "integer", min = 0, max = 9, zh = "初步等级",
      en = "Preliminary level" },
    { name = "total", type = "integer", min = 0, zh = "总分", en = "Total" },
    { name = "previous", type = "integer", min = 0, max = 9, zh = "上次等级",
      en = "Previous level" },
    { name = "base_date", type = "date", required = true, zh = "评估基准日期", en = "Base date" },
    { name = "reason", type = "enum", values = enums.reason, required = true, zh = "评估原因",
      en = "Reason" },
    -- answers, coma, diagnoses, psychiatrist, risk_events, self_rating
    { name = "form", type = "json", required = true, personal = "resident", zh = "评估表",
      en = "Form" },
    -- what the home's own records of incidents say for the same window
    { name = "counted", type = "json", zh = "本院记录的风险事件", en = "Events on the home's record" },
    { name = "result", type = "json", required = true, personal = "resident", zh = "结果",
      en = "Result" },
    -- stacking, inclusive: the settings that the result was made with
    { name = "options", type = "json", required = true, zh = "计算方式", en = "Options" },
    { name = "provider", type = "text", max = 60, personal = "resident", zh = "信息提供者",
      en = "Information provider" },
    { name = "relation", type = "enum", values = enums.relation, zh = "关系", en = "Relation" },
    { name = "contact", type = "text", max = 60, personal = "resident", zh = "电话",
      en = "Telephone" },
    { name = "place", type = "text", max = 100, zh = "地点", en = "Place" },
    { name = "note", type = "text", max = 500, personal = "resident", zh = "说明", en = "Note" },
    { name = "completed", type = "instant", required = true, zh = "完成时间", en = "Completed" },
    { name = "completed_by", type = "text", max = 60, required = true, zh = "完成人",
      en = "Completed by" },
    { name = "supersedes", type = "ref", to = "assessment", unique = true, zh = "替代",
      en = "Supersedes" },
    { name = "why", type = "text", max = 500, personal = "resident", zh = "为何替代",
      en = "Why superseded" },
  },
  share = { "resident", "standard", "edition", "level", "preliminary", "total", "previous",
    "base_date", "completed", "supersedes" },
}
