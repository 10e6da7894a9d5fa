return {
  zh = "留言", en = "Leave a note", permission = "@ID@.write",
  input = {
    { name = "text", type = "text", min = 1, max = 300, required = true, zh = "内容", en = "Text" },
  },
  output = { { name = "note", type = "id", zh = "留言", en = "Note" } },
  run = function(call, home)
    local id = home.insert("note", { text = call.input.text, written = call.happened_at,
      author = call.person.name })
    home.publish("added", "note:" .. id, { note = id })
    return { note = id }
  end,
}
