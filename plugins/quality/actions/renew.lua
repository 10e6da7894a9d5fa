-- Says that the level was applied for again.
local function text(name, zh, en, required)
  return { name = name, type = "text", max = 200, required = required, zh = zh, en = en }
end

return {
  zh = "记录重新申请", en = "Record the application", permission = "quality.assess",
  records = "renew_mark",
  input = { text("duty", "任务", "Duty", true), text("outcome", "结果", "Outcome", true),
    { name = "at", type = "instant", zh = "时间", en = "At" }, text("reason", "原因", "Reason"),
    { name = "supersedes", type = "integer", zh = "更正哪一条", en = "Corrects" },
    { name = "version", type = "integer", zh = "版本", en = "Version" },
    text("document", "申请文件", "Application") },
  run = function(call)
    if call.input.outcome == "applied" and not call.input.document then
      refuse("document", "required", "请写申请文件。", "Name the application.")
      stop()
    end
    return { facts = { document = call.input.document } }
  end,
}
