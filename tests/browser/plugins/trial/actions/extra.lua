-- Something given that was on no plan.
local function field(name, kind, zh, more)
  local made = { name = name, type = kind, zh = zh, en = name }
  for key, value in pairs(more or {}) do made[key] = value end
  return made
end

return {
  zh = "必要时给药", en = "As needed", permission = "trial.use", records = "give", opens = true,
  subject = "resident",
  input = { field("resident", "ref", "老人", { to = "residents.resident", required = true }),
    field("title", "text", "药品", { required = true }),
    field("outcome", "text", "结果", { required = true }), field("at", "instant", "时间"),
    field("reason", "text", "原因") },
  run = function(call, home)
    local task = home.insert("task", { resident = call.input.resident, title = call.input.title,
      amount = "1 片", route = "口服" })
    local schedule = home.schedule("give", { at = call.now - call.now % 1000,
      subject = "resident:" .. call.input.resident, data = { task = task,
        title = call.input.title } })
    home.update("task", task, { schedule = schedule })
    return { schedule = schedule, facts = {} }
  end,
}
