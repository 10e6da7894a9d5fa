-- A training with its marks; what share must pass is a setting.
local when = require "lib.when"

local trainings = {}

function trainings.hold(call, home, kind)
  when.final(call)
  local input, held = call.input, when.claimed(call)
  if not input.topic or not input.minutes or #(input.marks or {}) == 0 then
    refuse("marks", "required", "请填内容、时长和每个人的成绩。", "Give topic, minutes and everybody's mark.")
    stop()
  end
  local passed, seen = 0, {}
  for i, mark in ipairs(input.marks) do
    if seen[mark.name] then
      refuse("marks[" .. i - 1 .. "]", "twice", mark.name .. "写了两次。", mark.name .. " comes twice.")
    end
    seen[mark.name] = true
    if mark.score >= call.settings.pass_mark then passed = passed + 1 end
  end
  if refused() then stop() end
  local id = home.insert("training", { kind = kind, topic = input.topic, held = held,
    recorded = call.now, minutes = input.minutes, teacher = input.teacher })
  for _, mark in ipairs(input.marks) do
    home.insert("mark", { training = id, name = mark.name, score = mark.score,
      passed = mark.score >= call.settings.pass_mark })
  end
  return { training = id, people = #input.marks, passed = passed,
    person_minutes = #input.marks * input.minutes }
end

-- "done" needs the share that must pass.
function trainings.check_rate(call, facts)
  local enough = facts.passed * 100 >= call.settings.pass_rate * facts.people
  if call.input.outcome == "done" and not enough then
    refuse("outcome", "pass_rate", ("合格 %d 人，共 %d 人，合格率不到 %d%%。请选“合格率不够”并安排补训。")
      :format(facts.passed, facts.people, call.settings.pass_rate),
      ("%d of %d passed, less than %d %%. Choose \"too few passed\" and train again.")
      :format(facts.passed, facts.people, call.settings.pass_rate))
  elseif call.input.outcome == "below" and enough then
    refuse("outcome", "pass_rate", "合格率已达到，请选“已完成”。", "Enough passed: choose \"done\".")
  end
end

return trainings
