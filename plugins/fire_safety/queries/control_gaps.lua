-- When the control room had fewer certified people than it needs.
local c = require "lib.columns"
local period = require "lib.period"

return {
  zh = "控制室缺岗", en = "Control room short of people", permission = "fire_safety.read",
  input = { c.date("from", "从", "From"), c.date("to", "到（不含）", "To (not included)") },
  columns = c.of(c.text("key", "编号", "Key"), c.instant("from", "从", "From"),
    c.instant("to", "到", "To"), c.integer("people", "在岗人数", "On duty"),
    c.integer("minutes", "分钟", "Minutes"), "tone"),
  run = function(call, home)
    local first, last = period(call, 7, 400)
    local from, to = time.at(first, "00:00"), time.at(last, "00:00")
    local rows = array {}
    local shifts = home.query("shifts", { from = date.add(first, -1), to = last })
    for i, gap in ipairs(call.rules.coverage(shifts, from, to, call.settings.control_people)) do
      rows[i] = { key = tostring(gap.from), from = gap.from, to = gap.to, people = gap.people,
        minutes = (gap.to - gap.from) // 60000, tone = "alarm" }
    end
    return rows
  end,
}
