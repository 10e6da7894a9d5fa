local c = require "lib.columns"
local enums = require "data.enums"

return {
  zh = "撤出名单", en = "People to bring out", permission = "fire_safety.read",
  input = { { name = "drill", type = "ref", to = "drill", required = true, zh = "演练",
    en = "Drill" } },
  columns = c.of("id", c.ref("resident", "residents.resident", "老人", "Resident"),
    c.text("resident_name", "姓名", "Name"), c.text("bed_name", "床号", "Bed"), "building", "floor",
    c.enum("mobility", enums.mobility, "疏散方式", "Way out"), c.text("exit", "出口", "Exit"),
    c.enum("state", enums.person_state, "状态", "State"),
    c.instant("safe_at", "到安全处", "Safe at"), "recorded",
    c.integer("seconds", "用时（秒）", "Seconds"), "tone"),
  sql = [[
    select p.id, p.resident, r.name as resident_name, p.bed_name, p.building, p.floor, p.mobility,
           p.exit, p.state, p.safe_at, p.recorded, (p.safe_at - d.started) / 1000 as seconds,
           case p.state when 'inside' then 'alarm' when 'safe' then 'free' else 'away' end as tone
    from fire_safety_drill_person p
    join fire_safety_drill d on d.id = p.drill
    join residents_resident r on r.id = p.resident
    where p.drill = :drill order by p.id
  ]],
}
