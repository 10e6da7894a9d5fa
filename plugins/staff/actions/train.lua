local fields = require "lib.fields"

return { zh = "记录培训", en = "Record training", permission = "staff.keep",
  input = fields.of("member", "topic", "held", "hours", "before_work", "score", "pass_mark"),
  output = fields.of(fields.make("training", "id", "培训", "Training")),
  run = function(call, home)
    local input = call.input
    if input.held > call.today then
      refuse("held", "future", "培训日期不能在将来。", "Training can't be in the future.")
    end
    if (input.score == nil) ~= (input.pass_mark == nil) then
      refuse(input.score and "pass_mark" or "score", "both", "成绩和及格分要一起填。",
        "Score and pass mark go together.")
    end
    if refused() then stop() end
    return { training = home.insert("training", { member = input.member, topic = input.topic,
      held = input.held, hours = input.hours, before_work = input.before_work,
      score = input.score, pass_mark = input.pass_mark }) }
  end }
