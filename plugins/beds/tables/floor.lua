local floor = require "lib.floor"

return {
  zh = "楼层", en = "Floor", history = true,
  columns = {
    { name = "building", type = "ref", to = "building", required = true, zh = "楼栋",
      en = "Building" },
    { name = "number", type = "integer", min = floor.least, max = floor.most, required = true,
      zh = "层数", en = "Floor number" },
    { name = "name", type = "text", min = 1, max = 40, required = true, zh = "楼层",
      en = "Floor" },
  },
  unique = { { columns = { "building", "number" } } },
  share = { "building", "number", "name" },
}
