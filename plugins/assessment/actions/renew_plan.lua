-- The plan takes the goals and tasks of the level that stands; the home's own
-- stay. It settles the review.
local care = require "lib.care"
local fields = require "lib.fields"
local here = require "lib.here"
local scales = require "lib.scales"
local standing = require "lib.standing"

return {
  zh = "按现在的等级更新照护计划", en = "Renew the care plan", permission = "assessment.plan",
  subject = "resident", confirm = true,
  input = fields.of("resident"),
  output = fields.of({ name = "plan", type = "id", zh = "照护计划", en = "Plan" }),
  run = function(call, home)
    here.check(home, call.input.resident)
    local resident = call.input.resident
    local found = standing.of(home, resident, scales.ready[1].scale.standard)
    if not found then
      refuse("resident", "not_assessed", "还没有完成的能力评估。请先评估。",
        "There is no completed assessment of ability. Assess first.")
      stop()
    end
    local plan = care.renew(call, home, home.get("assessment", found.id))
    home.publish("plan_renewed", "resident:" .. resident, { resident = resident, plan = plan })
    return { plan = plan }
  end,
}
