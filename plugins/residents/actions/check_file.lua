-- Records that a file was looked through (a duty: done, late or missed).
return {
  zh = "核查档案", en = "Check a file", permission = "residents.update",
  records = "check_file",
  input = {
    { name = "note", type = "text", max = 500, zh = "发现", en = "Findings" },
  },
  output = {},
  run = function(call)
    return { facts = { note = call.input.note } }
  end,
}
