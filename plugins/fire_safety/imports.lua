-- A spreadsheet of equipment, by the headings and words that homes use.
local function column(field, required, header, values)
  return { field = field, required = required, header = array(header), values = values }
end

local kinds = {
  ["水基型灭火器"] = "water", ["水基"] = "water", ["干粉灭火器"] = "powder", ["干粉"] = "powder",
  ["洁净气体灭火器"] = "clean_gas", ["洁净气体"] = "clean_gas",
  ["二氧化碳灭火器"] = "co2", ["二氧化碳"] = "co2", ["消火栓"] = "hydrant",
  ["室内消火栓"] = "hydrant", ["消防软管卷盘"] = "hose_reel", ["软管卷盘"] = "hose_reel",
  ["火灾报警控制器"] = "alarm_panel", ["报警主机"] = "alarm_panel", ["探测器"] = "detector",
  ["烟感"] = "detector", ["喷淋"] = "sprinkler", ["自动喷水灭火系统"] = "sprinkler",
  ["应急照明"] = "emergency_light", ["应急灯"] = "emergency_light",
  ["疏散指示"] = "exit_sign", ["疏散指示标志"] = "exit_sign", ["防火门"] = "fire_door",
  ["防火卷帘"] = "fire_shutter", ["安全出口"] = "exit", ["消防控制室"] = "control_room",
}

return {
  equipment = {
    zh = "消防器材", en = "Fire equipment", action = "register",
    columns = {
      column("kind", true, { "种类", "类型", "名称", "kind" }, kinds),
      column("name", false, { "型号", "规格", "name" }),
      column("maker", false, { "生产厂", "厂家", "maker" }),
      column("made", false, { "出厂日期", "生产日期", "made" }),
      column("serviced", false, { "上次维修", "维修日期", "serviced" }),
      column("building", false, { "楼栋", "楼", "building" }),
      column("floor", false, { "楼层", "层", "floor" }),
      column("place", true, { "位置", "放置地点", "place" }),
      column("note", false, { "说明", "备注", "note" }),
    },
  },
}
