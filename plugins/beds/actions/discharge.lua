local enums = require "data.enums"
local fields = require "lib.fields"
local leaving = require "lib.leaving"

return {
  zh = "退住", en = "Discharge", permission = "beds.discharge",
  input = fields.of("resident", "from",
    { name = "reason", type = "enum", values = enums.leaving, required = true, default = "home",
      zh = "去向", en = "Where to" }, "note"),
  output = fields.of("stay"),
  run = function(call, home)
    return leaving(call, home, call.input.reason)
  end,
}
