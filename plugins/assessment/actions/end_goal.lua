local fields = require "lib.fields"
local tell = require "lib.tell"

return {
  zh = "结束照护目标", en = "End a goal", permission = "assessment.plan",
  input = fields.of({ name = "goal", type = "ref", to = "goal", required = true, zh = "目标",
    en = "Goal" },
    { name = "state", type = "enum", required = true, zh = "结果", en = "How", values = {
      { value = "reached", zh = "已达到", en = "Reached" },
      { value = "dropped", zh = "已取消", en = "Dropped" } } }, "note"),
  output = fields.of({ name = "goal", type = "id", zh = "目标", en = "Goal" }),
  run = function(call, home)
    home.update("goal", call.input.goal, { state = call.input.state, note = call.input.note })
    tell(home, home.get("goal", call.input.goal).resident, "plan")
    return { goal = call.input.goal }
  end,
}
