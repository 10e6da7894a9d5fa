-- What is told of a drill.
local c = require "lib.columns"
local enums = require "data.enums"

return {
  list = c.of("id", c.ref("drill", "drill", "演练", "Drill"),
    c.enum("risk", enums.risk, "内容", "What for"), c.instant("planned", "计划时间", "Planned for"),
    c.boolean("announced", "事先通知", "Announced"), "building", "floor",
    c.text("scenario", "情景", "Scenario"), c.text("assembly", "集合地点", "Assembly place"),
    c.text("leader", "负责人", "Leader"), c.enum("state", enums.drill_state, "状态", "State"),
    c.instant("started", "开始", "Started"), c.instant("ended", "结束", "Ended"),
    c.integer("people", "要撤出", "To bring out"), c.integer("safe", "已撤出", "Safe"),
    c.integer("seconds", "全部撤出用时（秒）", "Seconds until all were safe"),
    c.integer("staff", "工作人员", "Staff"), c.text("lessons", "总结", "Lessons"), "tone", "actions"),
  sql = [[
    select d.id, d.id as drill, d.risk, d.planned, d.announced, d.building, d.floor, d.scenario,
           d.assembly, d.leader, d.state, d.started, d.ended, d.staff, d.lessons,
           (select count(*) from fire_safety_drill_person p where p.drill = d.id) as people,
           (select count(*) from fire_safety_drill_person p
            where p.drill = d.id and p.state = 'safe') as safe,
           (select max(p.safe_at) from fire_safety_drill_person p where p.drill = d.id)
             / 1000 - d.started / 1000 as seconds,
           case d.state when 'running' then 'late' when 'planned' then 'reserved'
                        when 'held' then 'free' else 'away' end as tone,
           case d.state when 'planned' then '["start_drill","cancel_drill"]'
             when 'running' then '["mark_out","finish_extra_drill"]' else '[]' end as actions
    from fire_safety_drill d
  ]],
}
