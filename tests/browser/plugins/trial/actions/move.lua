-- Moves a line by a minute: screens that show the old version are stale.
return {
  zh = "改时间", en = "Move", permission = "trial.use",
  input = { { name = "task", type = "ref", to = "task", required = true, zh = "用药", en = "Task" },
    { name = "minutes", type = "integer", required = true, zh = "分钟", en = "Minutes" } },
  run = function(call, home)
    local task = home.get("task", call.input.task)
    home.reschedule(task.schedule, call.now - 3600000, {
      at = call.now - call.now % 60000 + call.input.minutes * 60000,
      subject = "resident:" .. task.resident, data = { task = task.id, title = task.title } })
    return {}
  end,
}
