-- What stands on the labels: code, name, place. For printing.
local c = require "lib.columns"

return {
  zh = "标签", en = "Labels", permission = "fire_safety.read",
  input = { c.text("building", "楼栋", "Building"), c.text("floor", "楼层", "Floor") },
  columns = c.of(c.text("key", "编号", "Key"), "label", c.text("title", "名称", "Name"), "building",
    "floor", "place", c.text("qr", "二维码内容", "Text of the QR code")),
  sql = [[
    select * from (
      select 'E' || e.id as key, e.label, coalesce(e.name, '') as title, e.building, e.floor,
             e.place, e.label as qr
      from fire_safety_equipment e where e.state <> 'scrapped'
      union all
      select 'P' || p.id, p.label, p.name, p.building, p.floor, p.place, p.label
      from fire_safety_point p
    )
    where (:building is null or building = :building) and (:floor is null or floor = :floor)
    order by label
  ]],
}
