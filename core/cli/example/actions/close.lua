return {
  zh = "已处理", en = "Seen to", permission = "@ID@.write",
  input = {
    { name = "note", type = "ref", to = "note", required = true, zh = "留言", en = "Note" },
    { name = "answer", type = "text", max = 300, zh = "处理情况", en = "What was done" },
  },
  output = {},
  run = function(call, home)
    local note = home.get("note", call.input.note)
    if note == nil then
      refuse("note", "unknown", "没有这条留言。", "There is no such note.")
      stop()
    end
    if note.state == "closed" then
      refuse("note", "closed", "这条留言已经处理过了。", "This note was seen to already.")
      stop()
    end
    home.update("note", call.input.note, { state = "closed", answer = call.input.answer })
    home.publish("closed", "note:" .. call.input.note, { note = call.input.note })
    return {}
  end,
}
