local fields = require "lib.fields"
local hazards = require "lib.hazards"
local when = require "lib.when"

return {
  zh = "整改完成", en = "Put right", permission = "fire_safety.fix", records = "fix_hazard",
  input = fields.duty_of("hazard",
    { name = "proof", type = "text", min = 2, max = 1000, required = true, zh = "做了什么、有何证明",
      en = "What was done, and the proof" },
    { name = "proof_file", type = "file", image = true, zh = "整改照片", en = "Picture" }),
  output = fields.of(),
  run = function(call, home)
    local input, at = call.input, when.claimed(call)
    local hazard = hazards.of(call, home, "planned")
    if at < hazard.found_at then
      refuse("at", "order", "整改时间早于发现时间。", "That is before the hazard was found.")
    end
    if refused() then stop() end
    hazards.move(call, home, hazard, at, { state = "fixed", fixed_by = call.person.id,
      fixed_by_name = call.person.name, fixed_at = at, proof = input.proof,
      proof_file = input.proof_file }, input.proof, "accept_hazard",
      call.now + call.settings.accept_days * 86400000)
    return { facts = { hazard = hazard.id, in_time = at < when.day_end(hazard.deadline) } }
  end,
}
