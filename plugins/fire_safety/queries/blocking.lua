-- Major hazards that are open: any of them keeps the home from a passing
-- grade. None: no rows.
local c = require "lib.columns"
local enums = require "data.enums"

return {
  zh = "阻止评定合格的隐患", en = "Hazards that keep from passing", permission = "fire_safety.read",
  at = true,
  input = {},
  columns = c.of(c.ref("hazard", "hazard", "隐患", "Hazard"),
    c.enum("kind", enums.hazard_group, "类别", "Group"), c.text("what", "隐患", "Hazard"), "place",
    c.enum("state", enums.hazard_state, "状态", "State"),
    c.instant("found_at", "发现时间", "Found"), c.date("deadline", "整改期限", "Deadline"),
    c.json("grounds", "符合条目", "Items it falls under"), "standard", "reasons", "tone"),
  sql = [[
    select h.id as hazard, h.kind, h.what, h.place, h.state, h.found_at, h.deadline, h.grounds,
           h.edition as standard,
           json_array(json_object(
             'zh', '重大事故隐患没有销号，不能评为合格：' || h.what,
             'en', 'An open major hazard keeps the home from passing: ' || h.what)) as reasons,
           'alarm' as tone
    from fire_safety_hazard h
    where h.level = 'major' and h.state not in ('closed', 'dismissed')
    order by h.found_at, h.id
  ]],
}
