-- Rounds, newest first: claimed time beside recorded time.
local c = require "lib.columns"
local enums = require "data.enums"

return {
  zh = "巡查记录", en = "Rounds", permission = "fire_safety.read",
  input = { c.date("from", "从", "From"), c.date("to", "到（不含）", "To (not included)"),
    { name = "late_minutes", type = "integer", default = 60, zh = "补录分钟", en = "Late after" } },
  columns = c.of("id", c.ref("round", "round", "巡查", "Round"), "route", "route_name",
    c.enum("kind", enums.route, "类别", "Kind"), c.instant("started", "开始", "Started"),
    c.instant("ended", "结束", "Ended"), "recorded", c.text("walked_by", "巡查人", "Walked by"),
    "person_name", c.enum("entry", enums.entry, "记录方式", "Entry"),
    c.enum("state", enums.round, "状态", "State"), c.integer("points", "点数", "Points"),
    c.integer("reached", "到点数", "Reached"), c.integer("problems", "问题数", "Problems"),
    "duty", "tone", "actions"),
  sql = [[
    select r.id, r.id as round, r.route, t.name as route_name, t.kind, r.started, r.ended,
           r.recorded, r.walked_by, r.person_name, r.entry, r.state, r.problems, r.duty,
           (select count(*) from fire_safety_route_point p where p.route = r.route) as points,
           (select count(*) from fire_safety_scan s where s.round = r.id) as reached,
           case when r.state in ('abandoned', 'replaced') then 'away'
                when r.state = 'running' then 'reserved'
                when r.entry = 'paper' or r.recorded - r.started > :late_minutes * 60000
                  then 'late'
                else 'plain' end as tone,
           iif(r.state = 'running', '["scan","abandon_round"]', '[]') as actions
    from fire_safety_round r join fire_safety_route t on t.id = r.route
    where (:from is null or local_date(r.started) >= :from)
      and (:to is null or local_date(r.started) < :to)
    order by r.started desc, r.id desc limit 2000
  ]],
}
