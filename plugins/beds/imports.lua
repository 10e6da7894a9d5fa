-- Columns of a spreadsheet of beds, by the headings that homes use.
local function column(field, required, ...)
  return { field = field, required = required, header = array { ... } }
end

return {
  beds = {
    zh = "床位", en = "Beds", action = "import_bed",
    columns = {
      column("building", false, "楼栋", "楼", "building"),
      column("floor", true, "楼层", "层", "floor"),
      column("unit", false, "照料单元", "单元", "unit"),
      column("room", true, "房间", "房间号", "room"),
      column("bed", true, "床号", "床位", "床位号", "bed"),
      column("kind", false, "类型", "床位类型", "kind"),
      column("class", false, "服务类别", "类别", "class"),
      column("area", false, "房间面积", "面积", "area"),
      column("sex", false, "只住", "性别", "sex"),
      column("opened", false, "启用日期", "opened"),
    },
  },
}
