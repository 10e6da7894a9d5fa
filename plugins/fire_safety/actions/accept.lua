-- Another person has looked at it: accepted, or back with a new deadline.
local fields = require "lib.fields"
local hazards = require "lib.hazards"
local when = require "lib.when"

local function reject(call, home, hazard, at)
  local deadline = call.input.deadline
  if not deadline then
    refuse("deadline", "required", "退回整改要给新的期限。", "Give a new deadline.")
  end
  when.not_past(call, "deadline")
  if refused() then stop() end
  hazards.move(call, home, hazard, at, { state = "planned", deadline = deadline,
    fixed_by = null, fixed_by_name = null, fixed_at = null }, call.input.reason, "fix_hazard",
    when.day_end(deadline))
end

return {
  zh = "验收整改", en = "Accept the remedy", permission = "fire_safety.accept",
  records = "accept_hazard",
  input = fields.duty_of("hazard", fields.date("deadline", "新的期限（退回时填）",
    "New deadline (when it goes back)"), "note"),
  output = fields.of(),
  run = function(call, home)
    local at = when.claimed(call)
    local hazard = hazards.of(call, home, "fixed")
    hazards.not_own(call, hazard)
    if at < hazard.fixed_at then
      refuse("at", "order", "验收时间早于整改完成。", "That is before it was put right.")
    end
    if refused() then stop() end
    if call.input.outcome == "rejected" then
      reject(call, home, hazard, at)
    else
      hazards.move(call, home, hazard, at, { state = "accepted", accepted_by = call.person.id,
        accepted_by_name = call.person.name, accepted_at = at }, call.input.note, "close_hazard",
        call.now + call.settings.accept_days * 86400000)
    end
    return { facts = { hazard = hazard.id } }
  end,
}
