-- A visit by an authority, announced or not.
return {
  zh = "上级检查", en = "Visit", history = true,
  columns = {
    { name = "at", type = "instant", required = true, zh = "时间", en = "At" },
    { name = "who", type = "text", min = 2, max = 100, required = true, zh = "检查单位", en = "By" },
    { name = "note", type = "text", max = 1000, zh = "意见", en = "Findings" },
  },
}
