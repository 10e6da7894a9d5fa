-- Every note as it is stored: SQL needs no Lua to be answered.
return {
  zh = "全部留言", en = "All notes", permission = "@ID@.read",
  input = { { name = "state", type = "text", max = 10, zh = "状态", en = "State" } },
  columns = {
    { name = "id", type = "id", zh = "编号", en = "Number" },
    { name = "text", type = "text", max = 300, zh = "内容", en = "Text" },
    { name = "author", type = "text", zh = "留言人", en = "By" },
    { name = "written", type = "instant", zh = "写于", en = "Written" },
    { name = "state", type = "text", zh = "状态", en = "State" },
    { name = "answer", type = "text", max = 300, zh = "处理情况", en = "What was done" },
  },
  sql = [[
    select id, text, author, written, state, answer from @ID@_note
    where :state is null or state = :state
    order by written, id
  ]],
}
