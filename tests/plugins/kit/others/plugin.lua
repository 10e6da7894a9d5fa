-- Another plugin with duties of its own: neither sees the other's.
return {
  id = "others", version = "1.0.0", host = 1, zh = "别的", en = "Others",
  permissions = { ["others.do"] = { roles = { "manager" }, zh = "做", en = "Do" } },
  duties = { walk = { zh = "走", en = "Walk", permission = "others.do",
    outcomes = { { value = "done", zh = "已做", en = "Done", done = true } } } },
  actions = { plan = { zh = "安排", en = "Plan", permission = "others.do", input = {},
    run = function(call, home) home.schedule("walk", { at = time.iso(call.now) }) end } },
  queries = { open = { zh = "未办", en = "Open", permission = "others.do",
    columns = { { name = "kind", type = "text", zh = "种类", en = "Kind" } },
    sql = [[select d.kind from own_duty_open d]] },
    counts = { zh = "小结", en = "Counts", permission = "others.do",
      columns = { { name = "kind", type = "text", zh = "种类", en = "Kind" },
        { name = "asked", type = "integer", zh = "应做", en = "Asked for" } },
      run = function(_, home)
        local rows = array {}
        for i, row in ipairs(home.query("core.obligation_counts", { from = 0, to = 1 << 52 })) do
          rows[i] = { kind = row.kind, asked = row.asked }
        end
        return rows
      end },
    people = { zh = "人员", en = "People", permission = "others.do",
      columns = { { name = "name", type = "text", zh = "姓名", en = "Name" } },
      run = function(_, home) return home.query("core.people", {}) end } },
}
