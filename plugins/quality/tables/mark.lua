-- A level that the committee has given, and until when it holds.
return {
  zh = "等级", en = "Level mark", history = true,
  columns = {
    { name = "level", type = "integer", required = true, min = 1, max = 5, zh = "等级",
      en = "Level" },
    { name = "awarded", type = "date", required = true, zh = "公布日期", en = "Announced" },
    { name = "holds_to", type = "date", required = true, zh = "有效至", en = "Holds until" },
    { name = "document", type = "text", max = 200, required = true, zh = "依据文件", en = "Document" },
    { name = "schedule", type = "integer", zh = "提醒", en = "Reminder" },
  },
}
