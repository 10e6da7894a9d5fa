-- 交班留言：what the next shift has to know, until somebody has seen to it.
local everyone = { "manager", "nurse", "caregiver", "doctor", "social_worker" }

return {
  id = "@ID@", version = "1.0.0", host = 1, needs = {},
  zh = "交班留言（@ID@）", en = "Shift notes (@ID@)",

  settings = {
    { name = "urgent_hours", type = "integer", default = 24, min = 1, max = 168,
      required = true, unit = "h", zh = "几小时没人处理算紧急", en = "Hours until a note is urgent" },
  },

  tables = {
    note = {
      zh = "留言", en = "Note",
      columns = {
        { name = "text", type = "text", min = 1, max = 300, required = true, zh = "内容",
          en = "Text" },
        { name = "written", type = "instant", required = true, zh = "写于", en = "Written" },
        { name = "author", type = "text", max = 64, required = true, zh = "留言人", en = "By" },
        { name = "state", type = "enum", required = true, default = "open", zh = "状态", en = "State",
          values = { { value = "open", zh = "待处理", en = "Open", tone = "late" },
            { value = "closed", zh = "已处理", en = "Done", tone = "free" } } },
        { name = "answer", type = "text", max = 300, zh = "处理情况", en = "What was done" },
      },
      transitions = { state = { initial = { "open" }, open = { "closed" } } },
    },
  },

  permissions = {
    ["@ID@.read"] = { roles = everyone, zh = "查看留言", en = "Read notes" },
    ["@ID@.write"] = { roles = everyone, zh = "留言", en = "Write notes" },
  },

  -- what a home may want otherwise; see "Overrides" in docs/plugin-authors.md
  rules = { urgent = require "rules.urgent" },

  actions = { add = require "actions.add", close = require "actions.close" },
  queries = { all = require "queries.all", open = require "queries.open" },

  pages = {
    notes = { kind = "list", zh = "交班留言", en = "Shift notes", menu = "today", icon = "note",
      order = 50, query = "open", of = "note", key = "id", title = "text",
      columns = { "text", "author", "written", "urgent" },
      actions = { "add" }, row_actions = { { action = "close", fill = { note = "id" } } },
      refresh = { "@ID@.*" } },
  },
}
