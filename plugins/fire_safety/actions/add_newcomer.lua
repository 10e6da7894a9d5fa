-- New staff are trained before their first day.
local dates = require "lib.dates"
local fields = require "lib.fields"
local when = require "lib.when"

return {
  zh = "登记新员工", en = "Register new staff", permission = "fire_safety.train",
  input = fields.of(fields.text("name", "姓名", "Name", 60, true),
    fields.text("post", "岗位", "Post", 60),
    fields.date("starts", "上岗日期", "First day at work", true)),
  output = fields.of(fields.id("newcomer", "新员工", "New staff")),
  run = function(call, home)
    local input = call.input
    when.not_past(call, "starts")
    if refused() then stop() end
    local row = copy(input)
    local id = home.insert("newcomer", row)
    local work = math.max(time.at(input.starts, "08:00") - call.now, 60000)
    local schedule = home.schedule("new_staff", { subject = "newcomer:" .. id, at = call.now,
      data = { newcomer = id, name = input.name, starts = input.starts },
      windows = { late = dates.window(work * 3 // 4), missed = dates.window(work) } })
    home.update("newcomer", id, { schedule = schedule })
    return { newcomer = id }
  end,
}
