local enums = require "data.enums"
local measures = require "lib.measures"

return {
  zh = "房间", en = "Room", history = true,
  columns = measures.after {
    { name = "unit", type = "ref", to = "unit", required = true, zh = "照料单元",
      en = "Care unit" },
    { name = "name", type = "text", min = 1, max = 40, required = true, zh = "房间",
      en = "Room" },
    { name = "area", type = "decimal", scale = 2, min = "0", max = "1000", zh = "面积（平方米）",
      en = "Area (m²)" },
    { name = "sex", type = "enum", values = enums.sex, zh = "只住", en = "Only for" },
  },
  unique = { { columns = { "unit", "name" } } },
  share = { "unit", "name" },
}
