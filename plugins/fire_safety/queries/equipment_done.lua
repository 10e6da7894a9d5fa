-- What was done about one piece of equipment: claimed beside recorded.
local c = require "lib.columns"

return {
  zh = "维护经过", en = "Upkeep", permission = "fire_safety.read",
  input = { { name = "id", type = "ref", to = "equipment", required = true, zh = "器材",
    en = "Equipment" } },
  columns = c.of("duty_kind", c.text("outcome", "结果", "Outcome"), "at", "recorded",
    "person_name", "second_name", c.text("reason", "原因", "Reason"),
    c.json("facts", "内容", "Facts")),
  sql = [[
    select d.kind, d.outcome, d.at, d.recorded, d.person_name, d.second_name, d.reason, d.facts
    from own_duty_done d
    where d.newest = 1 and d.kind in ('equipment_check', 'service', 'scrap')
      and d.subject = 'equipment:' || :id
    order by d.at desc limit 500
  ]],
}
