-- What a label stands on; also by name and place.
local c = require "lib.columns"

return {
  zh = "查找器材", en = "Find equipment", permission = "fire_safety.read",
  input = { { name = "text", type = "text", min = 1, max = 40, required = true, zh = "标签码、名称或位置",
    en = "Label, name or place" } },
  columns = c.of("id", "label", "equipment_kind", "name", "place"),
  sql = [[
    select e.id, e.label, e.kind, e.name, e.place from fire_safety_equipment e
    where e.label = upper(:text) or instr(e.place, :text) > 0 or instr(e.name, :text) > 0
    order by e.label = upper(:text) desc, e.label limit 30
  ]],
}
