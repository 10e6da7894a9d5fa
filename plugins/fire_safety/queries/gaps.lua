-- Where night rounds lay more than two hours apart, named one by one.
local c = require "lib.columns"
local night_gaps = require "lib.night_gaps"
local period = require "lib.period"

return {
  zh = "夜间巡查超时", en = "Gaps between night rounds", permission = "fire_safety.read",
  input = { c.date("from", "从（哪一夜）", "From (night)"), c.date("to", "到（不含）", "To (not included)"),
    c.route },
  columns = c.of(c.text("key", "编号", "Key"), "route", "route_name",
    c.date("night", "哪一夜", "Night"), c.instant("from", "从", "From"), c.instant("to", "到", "To"),
    c.integer("minutes", "分钟", "Minutes"), "late_entry", "tone", "reasons"),
  run = function(call, home)
    local from, to = period(call, 31, 400)
    return night_gaps(call, home, from, date.add(to, -1), call.input.route)
  end,
}
