-- What is asked for now, late or missed: by kind, with its clause.
local c = require "lib.columns"
local clauses = require "data.duties"
local states = {
  { value = "due", zh = "到时", en = "Due" }, { value = "late", zh = "迟了", en = "Late" },
  { value = "missed", zh = "错过", en = "Missed" },
  { value = "upcoming", zh = "将到时", en = "Upcoming" },
  { value = "held", zh = "暂停", en = "Held" },
}

return {
  zh = "消防任务", en = "Fire duties", permission = "fire_safety.read", input = {},
  columns = c.of("duty_kind", "duty", c.instant("due", "应做时间", "Due"),
    c.enum("state", states, "状态", "State"), c.text("subject", "对象", "Subject"),
    c.text("name", "名称", "Name"), "standard", "tone"),
  run = function(_, home)
    local rows = home.query("due_rows", {})
    for _, row in ipairs(rows) do row.standard = clauses[row.kind] or clauses.hazard end
    return rows
  end,
}
