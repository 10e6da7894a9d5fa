local care = require "lib.care"
local fields = require "lib.fields"
local here = require "lib.here"
local tell = require "lib.tell"

return {
  zh = "增加照护目标", en = "Add a goal", permission = "assessment.plan", subject = "resident",
  input = fields.of("resident",
    { name = "text", type = "text", min = 2, max = 300, required = true, zh = "目标", en = "Goal" },
    { name = "target", type = "date", zh = "期限", en = "By" }),
  output = fields.of({ name = "goal", type = "id", zh = "目标", en = "Goal" }),
  run = function(call, home)
    here.check(home, call.input.resident)
    local input = call.input
    local plan = care.begin(call, home, input.resident)
    tell(home, input.resident, "plan")
    return { goal = home.insert("goal", { plan = plan.id, resident = input.resident,
      text = input.text, origin = "own", target = input.target, state = "open" }) }
  end,
}
