-- A hard rule that somebody broke knowingly: which, why, who.
return {
  zh = "破例记录", en = "Override", append_only = true,
  columns = {
    { name = "stay", type = "ref", to = "stay", required = true, zh = "入住", en = "Stay" },
    { name = "rules", type = "json", required = true, zh = "破例的规则", en = "Rules broken" },
    { name = "reason", type = "text", min = 4, max = 500, required = true, zh = "理由",
      en = "Reason" },
    { name = "person", type = "text", max = 80, required = true, zh = "经办人", en = "Person" },
    { name = "at", type = "instant", required = true, zh = "时间", en = "At" },
  },
}
