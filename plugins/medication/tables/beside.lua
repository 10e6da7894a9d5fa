-- What speaks against two medicines beside each other, found when the order of `course` was
-- written: for the lines of a round, which can't look through the lists each time.
return {
  zh = "同用提醒", en = "Medicines beside each other",
  columns = {
    { name = "course", type = "ref", to = "course", required = true, zh = "用药", en = "Course" },
    { name = "other", type = "ref", to = "course", required = true, zh = "另一种用药",
      en = "The other course" },
    { name = "key", type = "text", max = 300, required = true, zh = "对象", en = "About" },
    { name = "code", type = "text", max = 40, required = true, zh = "核对项", en = "Check" },
    { name = "zh", type = "text", max = 1500, required = true, zh = "内容", en = "Chinese" },
    { name = "en", type = "text", max = 1500, required = true, zh = "英文", en = "English" },
  },
  unique = { { columns = { "course", "other", "key" } } },
}
