-- Hazards with the step that is next; open ones unless asked.
local c = require "lib.columns"
local enums = require "data.enums"
local hazard_columns = require "lib.hazard_columns"

return {
  zh = "隐患", en = "Hazards", permission = "fire_safety.read",
  input = { c.enum("kind", enums.hazard_group, "类别", "Group"),
    c.enum("level", enums.hazard_level, "等级", "Level"),
    c.enum("state", enums.hazard_state, "状态", "State"),
    { name = "all", type = "boolean", default = false, zh = "也看已销号的", en = "Closed ones too" } },
  columns = hazard_columns.list,
  sql = hazard_columns.sql .. [[
    where (:kind is null or h.kind = :kind) and (:level is null or h.level = :level)
      and (h.state = :state
           or (:state is null and (:all or h.state not in ('closed', 'dismissed'))))
    order by h.level = 'major' desc, h.deadline is null, h.deadline, h.id
  ]],
}
