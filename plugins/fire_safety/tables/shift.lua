return {
  zh = "控制室值班", en = "Control-room shift", history = true,
  columns = {
    { name = "starts", type = "instant", required = true, zh = "开始", en = "From" },
    { name = "ends", type = "instant", required = true, zh = "结束", en = "To" },
    { name = "first", type = "ref", to = "controller", required = true, zh = "值班员一",
      en = "First" },
    { name = "second", type = "ref", to = "controller", zh = "值班员二", en = "Second" },
  },
  no_overlap = { { key = "first", from = "starts", to = "ends",
    zh = "这个人在这段时间已经排了班。", en = "This person has a shift in that time." } },
}
