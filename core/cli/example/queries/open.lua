-- What is open, the urgent first; how urgent is a rule, so this is in Lua.
return {
  zh = "待处理的留言", en = "Open notes", permission = "@ID@.read", input = {},
  columns = {
    { name = "id", type = "id", zh = "编号", en = "Number" },
    { name = "text", type = "text", max = 300, zh = "内容", en = "Text" },
    { name = "author", type = "text", zh = "留言人", en = "By" },
    { name = "written", type = "instant", zh = "写于", en = "Written" },
    { name = "urgent", type = "boolean", zh = "紧急", en = "Urgent" },
    { name = "tone", type = "text", zh = "色调", en = "Tone" },
  },
  run = function(call, home)
    local urgent, others = {}, {}
    for _, note in ipairs(home.query("all", { state = "open" })) do
      local is = call.rules.urgent(note, call.now, call.settings.urgent_hours)
      local list = is and urgent or others
      list[#list + 1] = { id = note.id, text = note.text, author = note.author,
        written = note.written, urgent = is, tone = is and "alarm" or "plain" }
    end
    for _, note in ipairs(others) do urgent[#urgent + 1] = note end
    return array(urgent)
  end,
}
