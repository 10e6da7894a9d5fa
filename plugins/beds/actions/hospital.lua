local absences = require "lib.absences"
local fields = require "lib.fields"

return {
  zh = "送医住院", en = "Goes to hospital", permission = "beds.leave",
  input = fields.of("resident", "from",
    { name = "expected", type = "instant", zh = "预计返回", en = "Expected back" }, "note"),
  output = fields.of("stay"),
  run = function(call, home)
    return absences.begin(call, home, "hospital")
  end,
}
