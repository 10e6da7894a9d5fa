local fields = require "lib.fields"
local when = require "lib.when"

return {
  zh = "评审应急预案", en = "Review a plan", permission = "fire_safety.manage",
  records = "plan_review",
  input = fields.duty_of(
    { name = "text", type = "text", min = 10, max = 8000, zh = "改后的预案（没有改不填）",
      en = "The plan as changed (empty: as it was)" }),
  output = fields.of(),
  run = function(call, home)
    local at = when.claimed(call)
    if call.input.outcome == "not_done" then return { facts = {} } end
    if call.input.outcome == "changed" and not call.input.text then
      refuse("text", "required", "请填改后的预案。", "Give the changed plan.")
    end
    if refused() then stop() end
    home.update("plan", call.duty.data.plan, { reviewed = time.date(at),
      text = call.input.text })
    return { facts = { plan = call.duty.data.plan, changed = call.input.text ~= nil } }
  end,
}
