-- A rule of placement that somebody broke knowingly: which, why, who. `rules`
-- holds its code; rows from before `rule` was there may hold several.
local enums = require "data.enums"

return {
  zh = "破例记录", en = "Override", append_only = true,
  columns = {
    { name = "stay", type = "ref", to = "stay", required = true, zh = "入住", en = "Stay" },
    { name = "rule", type = "enum", values = enums.rule, zh = "规则", en = "Rule" },
    { name = "rules", type = "json", required = true, zh = "破例的规则", en = "Rules broken" },
    { name = "zh", type = "text", max = 500, zh = "内容", en = "What it said" },
    { name = "en", type = "text", max = 500, zh = "英文内容", en = "What it said (English)" },
    { name = "reason", type = "text", min = 4, max = 500, required = true, zh = "理由",
      en = "Reason" },
    { name = "person", type = "text", max = 80, required = true, zh = "经办人", en = "Person" },
    { name = "at", type = "instant", required = true, zh = "时间", en = "At" },
  },
}
