local c = require "lib.columns"
local enums = require "data.enums"

return {
  zh = "巡查", en = "Round", permission = "fire_safety.read", single = true,
  input = { { name = "round", type = "ref", to = "round", required = true, zh = "巡查",
    en = "Round" } },
  columns = c.of("id", c.ref("round", "round", "巡查", "Round"), "route", "route_name",
    c.instant("started", "开始", "Started"), c.instant("ended", "结束", "Ended"), "recorded",
    c.text("walked_by", "巡查人", "Walked by"), "person_name",
    c.enum("entry", enums.entry, "记录方式", "Entry"),
    c.enum("state", enums.round, "状态", "State"), "note"),
  sql = [[
    select r.id, r.id as round, r.route, t.name as route_name, r.started, r.ended, r.recorded,
           r.walked_by, r.person_name, r.entry, r.state, r.note
    from fire_safety_round r join fire_safety_route t on t.id = r.route where r.id = :round
  ]],
}
