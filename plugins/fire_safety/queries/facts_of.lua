-- The facts of one outcome.
local c = require "lib.columns"

return {
  zh = "一条记录的内容", en = "Facts of an entry", permission = "fire_safety.read",
  input = { { name = "outcome", type = "integer", required = true, zh = "记录", en = "Entry" } },
  columns = c.of(c.json("facts", "内容", "Facts")),
  sql = [[ select d.facts from own_duty_done d where d.outcome_id = :outcome ]],
}
