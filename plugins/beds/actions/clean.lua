-- The bed is clean. The duty to clean it is withdrawn; who records the duty
-- itself gets the same (on/duty_done.lua).
local conditions = require "lib.conditions"
local fields = require "lib.fields"
local stays = require "lib.stays"

return {
  zh = "清洁完成", en = "The bed is clean", permission = "beds.clean",
  input = fields.of("bed", "from"),
  output = fields.of({ name = "bed", type = "id", zh = "床位", en = "Bed" }),
  run = function(call, home)
    local at = stays.when(call)
    local condition = conditions.of(home, call.input.bed)
    if not condition or condition.kind ~= "cleaning" then
      refuse("bed", "not_cleaning", "这张床不在待清洁状态。", "This bed does not wait for cleaning.")
    end
    if refused() then stop() end
    conditions.close(home, condition, at)
    home.publish("cleaned", "bed:" .. call.input.bed, { bed = call.input.bed, at = at })
    return { bed = call.input.bed }
  end,
}
