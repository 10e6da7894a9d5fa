local enums = require "data.enums"
local fields = require "lib.fields"

return {
  zh = "更改房间", en = "Change a room", permission = "beds.setup",
  input = fields.of(
    { name = "room", type = "ref", to = "room", required = true, zh = "房间", en = "Room" },
    { name = "area", type = "decimal", scale = 2, min = "0", max = "1000", zh = "面积（平方米）",
      en = "Area (m²)" },
    { name = "sex", type = "enum", values = enums.sex, zh = "只住", en = "Only for" }),
  output = fields.of({ name = "room", type = "id", zh = "房间", en = "Room" }),
  run = function(call, home)
    local input = call.input
    home.update("room", input.room, { area = input.area, sex = input.sex })
    return { room = input.room }
  end,
}
