return {
  zh = "过敏", en = "Allergy",
  history = true,
  columns = {
    { name = "resident", type = "ref", to = "resident", required = true, zh = "老人",
      en = "Resident" },
    { name = "substance", type = "text", min = 1, max = 80, required = true,
      personal = "resident", zh = "过敏原", en = "Substance" },
    { name = "reaction", type = "text", personal = "resident", zh = "反应", en = "Reaction" },
    { name = "severe", type = "boolean", required = true, default = false, zh = "严重",
      en = "Severe" },
    { name = "ended", type = "date", zh = "排除日期", en = "Ruled out on" },
  },
  share = { "resident", "substance", "reaction", "severe", "ended" },
}
