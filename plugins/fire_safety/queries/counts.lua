-- Figures for the overview, counted in one go.
local c = require "lib.columns"

return {
  zh = "消防数字", en = "Figures", permission = "fire_safety.read", single = true, input = {},
  columns = c.of(c.integer("majors", "未销号的重大隐患", "Open major hazards"),
    c.integer("hazards", "未销号的隐患", "Open hazards"),
    c.integer("overdue", "超过期限的隐患", "Hazards past their deadline"),
    c.integer("missed", "错过的任务", "Missed duties"), c.integer("late", "迟了的任务", "Late duties"),
    c.integer("equipment", "在用器材", "Equipment in use"),
    c.integer("limits", "30 天内到维修或报废期限", "At a limit within 30 days"),
    c.integer("routes", "夜间路线", "Night routes"),
    c.integer("rounds", "近 7 天巡查", "Rounds of 7 days"),
    c.instant("drilled", "上次消防演练", "Last fire drill"),
    c.instant("trained", "上次培训", "Last training"), c.integer("plans", "预案", "Plans")),
  sql = [[
    select
      (select count(*) from fire_safety_hazard h where h.level = 'major'
         and h.state not in ('closed', 'dismissed')) as majors,
      (select count(*) from fire_safety_hazard h
         where h.state not in ('closed', 'dismissed')) as hazards,
      (select count(*) from fire_safety_hazard h
         where h.state = 'planned' and h.deadline < today()) as overdue,
      (select count(*) from own_duty_open d where d.state = 'missed') as missed,
      (select count(*) from own_duty_open d where d.state = 'late') as late,
      (select count(*) from fire_safety_equipment e where e.state = 'in_use') as equipment,
      (select count(*) from fire_safety_equipment e where e.state <> 'scrapped'
         and (e.next_service <= date_add(today(), 30) or e.scrap_by <= date_add(today(), 30)))
        as limits,
      (select count(*) from fire_safety_route r where r.kind = 'night' and r.till is null)
        as routes,
      (select count(*) from fire_safety_round r where r.state = 'finished'
         and r.started >= now() - 7 * 86400000) as rounds,
      (select max(d.ended) from fire_safety_drill d where d.risk = 'fire' and d.state = 'held')
        as drilled,
      (select max(t.held) from fire_safety_training t) as trained,
      (select count(*) from fire_safety_plan p) as plans
  ]],
}
