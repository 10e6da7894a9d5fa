local enums = require "data.enums"

return {
  zh = "床位", en = "Bed", history = true,
  columns = {
    { name = "room", type = "ref", to = "room", required = true, zh = "房间", en = "Room" },
    { name = "label", type = "text", min = 1, max = 40, required = true, unique = true,
      zh = "床号", en = "Bed" },
    { name = "kind", type = "enum", values = enums.kind, required = true, default = "general",
      zh = "类型", en = "Kind" },
    { name = "class", type = "enum", values = enums.class, required = true, default = "inclusive",
      zh = "服务类别", en = "Class" },
    { name = "opened", type = "date", zh = "启用日期", en = "Opened" },
    { name = "retired", type = "date", zh = "撤销日期", en = "Retired" },
  },
  share = { "room", "label", "kind", "class", "opened", "retired" },
}
