-- Columns that several answers share.
local enums = require "data.enums"

local columns = {
  id = { name = "id", type = "id", zh = "编号", en = "Number" },
  name = { name = "name", type = "text", zh = "姓名", en = "Name" },
  sex = { name = "sex", type = "enum", values = enums.sex, zh = "性别", en = "Sex" },
  age = { name = "age", type = "integer", zh = "年龄", en = "Age" },
  bed_name = { name = "bed_name", type = "text", zh = "床位", en = "Bed" },
  born = { name = "born", type = "date", zh = "出生日期", en = "Born" },
  care_level = { name = "care_level", type = "integer", zh = "能力等级", en = "Ability level" },
  state = { name = "state", type = "enum", values = enums.state, zh = "状态", en = "State" },
  id_tail = { name = "id_tail", type = "text", zh = "身份证后四位", en = "Last four of the ID" },
  tone = { name = "tone", type = "text", zh = "提示色", en = "Tone" },
}

columns.of = choose(columns)

return columns
