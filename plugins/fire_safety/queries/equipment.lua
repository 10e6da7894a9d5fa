-- The register, with what is due for each.
local c = require "lib.columns"
local enums = require "data.enums"

return {
  zh = "消防器材", en = "Fire equipment", permission = "fire_safety.read",
  input = { c.enum("kind", enums.equipment, "种类", "Kind"),
    c.enum("state", enums.equipment_state, "状态", "State") },
  columns = c.of("id", "label", "equipment_kind", "name", "building", "floor", "place",
    c.enum("state", enums.equipment_state, "状态", "State"),
    c.date("made", "出厂日期", "Made"), c.date("serviced", "上次维修", "Last service"),
    c.date("next_service", "下次维修期限", "Service by"), c.date("scrap_by", "报废期限", "Scrap by"),
    c.ref("equipment", "equipment", "器材", "Equipment"), "tone", "actions"),
  sql = [[
    select e.id, e.id as equipment, e.label, e.kind, e.name, e.building, e.floor, e.place,
           e.state, e.made, e.serviced, e.next_service, e.scrap_by,
           case when e.state = 'scrapped' then 'away'
                when e.scrap_by <= today() or e.next_service <= today() then 'alarm'
                when e.state = 'out_of_service' then 'blocked'
                when e.scrap_by <= date_add(today(), 30)
                  or e.next_service <= date_add(today(), 30) then 'late'
                else 'plain' end as tone,
           case when e.state = 'scrapped' then '[]'
                else '["check_now","service_now","move"]' end as actions
    from fire_safety_equipment e
    where (:kind is null or e.kind = :kind)
      and (e.state = :state or (:state is null and e.state <> 'scrapped'))
    order by e.building, e.floor, e.place, e.id
  ]],
}
