local c = require "lib.columns"

return {
  zh = "上级检查", en = "Visits", permission = "fire_safety.read", input = {},
  columns = c.of("id", "at", c.text("who", "检查单位", "By"), "note"),
  sql = [[ select v.id, v.at, v.who, v.note from fire_safety_visit v order by v.at desc ]],
}
