local fields = require "lib.fields"
local leaving = require "lib.leaving"

return {
  zh = "去世", en = "Has died", permission = "beds.discharge",
  input = fields.of("resident", "from", "note"),
  output = fields.of("stay"),
  run = function(call, home)
    return leaving(call, home, "death")
  end,
}
