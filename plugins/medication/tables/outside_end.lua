-- From when a medicine of elsewhere is taken no more, as somebody here learned.
return {
  zh = "院外用药停用", en = "Taken elsewhere no more", append_only = true,
  columns = {
    { name = "outside", type = "ref", to = "outside", required = true, unique = true,
      zh = "院外用药", en = "Taken elsewhere" },
    { name = "at", type = "instant", required = true, zh = "从何时起", en = "From" },
    { name = "reason", type = "text", max = 500, required = true, zh = "原因", en = "Reason" },
    { name = "person", type = "text", max = 80, required = true, zh = "登记人",
      en = "Entered by" },
    { name = "entered", type = "instant", required = true, zh = "登记时间", en = "Entered" },
  },
}
