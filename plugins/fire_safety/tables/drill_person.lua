-- Who was to be brought out in a drill, as the bed board had it then.
local enums = require "data.enums"

return {
  zh = "演练人员", en = "Person of a drill",
  columns = {
    { name = "drill", type = "ref", to = "drill", required = true, zh = "演练", en = "Drill" },
    { name = "resident", type = "ref", to = "residents.resident", required = true, zh = "老人",
      en = "Resident" },
    { name = "bed_name", type = "text", max = 40, zh = "床号", en = "Bed" },
    { name = "building", type = "text", max = 40, zh = "楼栋", en = "Building" },
    { name = "floor", type = "text", max = 40, zh = "楼层", en = "Floor" },
    { name = "mobility", type = "enum", values = enums.mobility, required = true, zh = "疏散方式",
      en = "Way out" },
    { name = "exit", type = "text", max = 100, zh = "出口", en = "Exit" },
    { name = "state", type = "enum", values = enums.person_state, required = true,
      default = "inside", zh = "状态", en = "State" },
    { name = "safe_at", type = "instant", zh = "到安全处", en = "Safe at" },
    { name = "recorded", type = "instant", zh = "记录时间", en = "Recorded" },
  },
  unique = { { columns = { "drill", "resident" } } },
}
