local care = require "lib.care"
local fields = require "lib.fields"
local tell = require "lib.tell"

return {
  zh = "结束照护任务", en = "End a care task", permission = "assessment.plan",
  input = fields.of({ name = "task", type = "ref", to = "task", required = true, zh = "任务",
    en = "Task" },
    { name = "reason", type = "text", min = 2, max = 300, required = true, zh = "原因",
      en = "Reason" }),
  output = fields.of({ name = "task", type = "id", zh = "任务", en = "Task" }),
  run = function(call, home)
    local task = home.get("task", call.input.task)
    if task.state ~= "active" then
      refuse("task", "ended", "这项任务已经结束。", "This task has ended already.")
      stop()
    end
    care.end_task(home, task, call.now, call.input.reason)
    tell(home, task.resident, "plan")
    return { task = task.id }
  end,
}
