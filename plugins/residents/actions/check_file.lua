-- Records that a file was looked through (a duty: done, late or missed).
return {
  zh = "核查档案", en = "Check a file", permission = "residents.update",
  records = "check_file",
  input = {
    { name = "duty", type = "text", max = 40, required = true, zh = "任务", en = "Duty" },
    { name = "outcome", type = "text", max = 40, required = true, zh = "结果", en = "Outcome" },
    { name = "at", type = "instant", zh = "实际时间（不填就是现在）", en = "Really at (now when empty)" },
    { name = "reason", type = "text", max = 500, zh = "原因", en = "Reason" },
    { name = "supersedes", type = "integer", zh = "更正哪一条", en = "Corrects" },
    { name = "version", type = "integer", zh = "版本", en = "Version" },
    { name = "note", type = "text", max = 500, zh = "发现", en = "Findings" },
  },
  output = { { name = "outcome", type = "id", zh = "记录", en = "Outcome" } },
  run = function(call)
    return { facts = { note = call.input.note } }
  end,
}
