local fields = require "lib.fields"
local hazards = require "lib.hazards"
local when = require "lib.when"

return {
  zh = "隐患销号", en = "Close a hazard", permission = "fire_safety.manage",
  records = "close_hazard",
  input = fields.duty_of("hazard", "note"),
  output = fields.of(),
  run = function(call, home)
    local at = when.claimed(call)
    local hazard = hazards.of(call, home, "accepted")
    hazards.not_own(call, hazard)
    if refused() then stop() end
    hazards.move(call, home, hazard, at, { state = "closed", closed_at = at }, call.input.note)
    return { facts = { hazard = hazard.id } }
  end,
}
