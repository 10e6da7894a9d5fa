-- What is to be done, by whom, until when.
local fields = require "lib.fields"
local hazards = require "lib.hazards"
local when = require "lib.when"

return {
  zh = "制定整改措施", en = "Plan the remedy", permission = "fire_safety.manage",
  records = "plan_hazard",
  input = fields.duty_of("hazard",
    { name = "measures", type = "text", min = 2, max = 1000, required = true, zh = "整改措施",
      en = "Measures" },
    fields.text("interim", "整改期间的防范措施（重大隐患必填）", "Precautions meanwhile (for a major one)",
      1000),
    fields.text("owner", "责任人", "Owner", 60, true),
    fields.date("deadline", "整改期限", "Deadline", true)),
  output = fields.of(),
  run = function(call, home)
    local input, at = call.input, when.claimed(call)
    local hazard = hazards.of(call, home, "judged")
    when.not_past(call, "deadline")
    if hazard.level == "major" and not input.interim then
      refuse("interim", "required", "重大隐患在整改好以前要有防范措施。",
        "A major hazard needs precautions until it is put right.")
    end
    if refused() then stop() end
    hazards.move(call, home, hazard, at, { state = "planned", measures = input.measures,
      interim = input.interim, owner = input.owner, deadline = input.deadline },
      input.owner .. "，" .. input.deadline .. "：" .. input.measures, "fix_hazard",
      when.day_end(input.deadline))
    return { facts = { hazard = hazard.id, deadline = input.deadline, owner = input.owner } }
  end,
}
