local fields = require "lib.fields"
local trainings = require "lib.trainings"

return {
  zh = "新员工培训合格", en = "Train new staff", permission = "fire_safety.train",
  records = "new_staff",
  input = fields.duty_of(fields.text("topic", "内容", "Topic", 200),
    fields.integer("minutes", "时长（分钟）", "Minutes", 1, 6000),
    fields.text("teacher", "讲师", "Teacher", 60),
    fields.integer("score", "成绩", "Score", 0, 100)),
  output = fields.of(),
  run = function(call, home)
    local input = call.input
    if input.outcome ~= "done" then return { facts = {} } end
    if not input.score or input.score < call.settings.pass_mark then
      refuse("score", "below", ("不到合格分 %d 分，不能上岗，请补训。"):format(call.settings.pass_mark),
        ("Below the pass mark of %d: train again before work."):format(call.settings.pass_mark))
      stop()
    end
    input.marks = { { name = call.duty.data.name, score = input.score } }
    local facts = trainings.hold(call, home, "before_work")
    home.update("newcomer", call.duty.data.newcomer, { passed = input.at or call.happened_at })
    return { facts = facts }
  end,
}
