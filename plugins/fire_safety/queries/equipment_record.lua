local c = require "lib.columns"
local enums = require "data.enums"

return {
  zh = "器材", en = "Equipment", permission = "fire_safety.read", single = true,
  input = { { name = "id", type = "ref", to = "equipment", required = true, zh = "器材",
    en = "Equipment" } },
  columns = c.of("id", "label", "equipment_kind", "name", c.text("maker", "生产厂", "Maker"),
    "building", "floor", "place", c.enum("state", enums.equipment_state, "状态", "State"),
    c.date("made", "出厂日期", "Made"), c.date("serviced", "上次维修", "Last service"),
    c.date("next_service", "下次维修期限", "Service by"), c.date("scrap_by", "报废期限", "Scrap by"),
    c.text("edition", "年限依据", "Ages by"), c.date("scrapped", "报废日期", "Scrapped"),
    c.boolean("half_monthly", "每半月检查", "Checked twice a month"),
    c.ref("equipment", "equipment", "器材", "Equipment"), c.text("code", "标签码", "Label"), "note"),
  sql = [[
    select e.id, e.id as equipment, e.label, e.label as code, e.kind, e.name, e.maker, e.building,
           e.floor, e.place, e.state, e.made, e.serviced, e.next_service, e.scrap_by, e.edition,
           e.scrapped, e.half_monthly, e.note
    from fire_safety_equipment e where e.id = :id
  ]],
}
