local absences = require "lib.absences"
local fields = require "lib.fields"

return {
  zh = "请假外出", en = "Goes on leave", permission = "beds.leave",
  input = fields.of("resident", "from",
    { name = "expected", type = "instant", zh = "预计返回", en = "Expected back" }, "note"),
  output = fields.of("stay"),
  run = function(call, home)
    return absences.begin(call, home, "leave")
  end,
}
