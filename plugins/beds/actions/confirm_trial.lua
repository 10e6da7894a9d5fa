local fields = require "lib.fields"
local stays = require "lib.stays"

return {
  zh = "试住转正", en = "Confirm a trial stay", permission = "beds.assign",
  input = fields.of("resident"),
  output = fields.of("stay"),
  run = function(call, home)
    local stay = stays.of(home, call.input.resident)
    if stay.trial ~= "running" then
      refuse("resident", "no_trial", "这位老人不在试住期。", "This resident is not on trial.")
      stop()
    end
    home.update("stay", stay.id, { trial = "confirmed" })
    stays.tell(home, "confirmed", stay.id, stay.resident, stay.bed, call.now)
    return { stay = stay.id }
  end,
}
