-- Columns that several answers share.
local enums = require "data.enums"

local columns = {
  bed = { name = "bed", type = "ref", to = "bed", zh = "床位", en = "Bed" },
  bed_name = { name = "bed_name", type = "text", zh = "床号", en = "Bed" },
  kind = { name = "kind", type = "enum", values = enums.kind, zh = "类型", en = "Kind" },
  class = { name = "class", type = "enum", values = enums.class, zh = "服务类别", en = "Class" },
  building = { name = "building", type = "text", zh = "楼栋", en = "Building" },
  floor = { name = "floor", type = "text", zh = "楼层", en = "Floor" },
  floor_number = { name = "floor_number", type = "integer", zh = "层数", en = "Floor number" },
  unit = { name = "unit", type = "text", zh = "照料单元", en = "Care unit" },
  room = { name = "room", type = "text", zh = "房间", en = "Room" },
  resident = { name = "resident", type = "ref", to = "residents.resident", zh = "老人",
    en = "Resident" },
  resident_name = { name = "resident_name", type = "text", zh = "姓名", en = "Name" },
  sex = { name = "sex", type = "enum", values = enums.sex, zh = "性别", en = "Sex" },
  age = { name = "age", type = "integer", zh = "年龄", en = "Age" },
  care_level = { name = "care_level", type = "integer", zh = "能力等级", en = "Ability level" },
  dementia = { name = "dementia", type = "boolean", zh = "失智", en = "Dementia" },
  mobility = { name = "mobility", type = "text", zh = "疏散方式", en = "Way out" },
  infection = { name = "infection", type = "text", zh = "传染状态", en = "Infection" },
  spouse = { name = "spouse", type = "ref", to = "residents.resident", zh = "配偶",
    en = "Spouse" },
  share_room = { name = "share_room", type = "boolean", zh = "同意同住", en = "Shares a room" },
  stay = { name = "stay", type = "id", zh = "入住", en = "Stay" },
  starts = { name = "starts", type = "instant", zh = "开始", en = "From" },
  ends = { name = "ends", type = "instant", zh = "结束", en = "To" },
  purpose = { name = "purpose", type = "enum", values = enums.purpose, zh = "用途",
    en = "Purpose" },
  application = { name = "application", type = "ref", to = "application", zh = "申请",
    en = "Application" },
  tone = { name = "tone", type = "text", zh = "提示色", en = "Tone" },
  actions = { name = "actions", type = "json", zh = "可做的事", en = "What can be done" },
}

columns.of = choose(columns)

return columns
