-- A resident leaves the house for good.
local absences = require "lib.absences"
local booking = require "lib.booking"
local stays = require "lib.stays"

return function(call, home, reason)
  local input = call.input
  local at = stays.when(call)
  local stay = stays.of(home, input.resident)
  stays.after_start(stay, at)
  if refused() then stop() end

  absences.close(home, input.resident, at)
  if stay.trial == "running" and reason == "trial" then
    home.update("stay", stay.id, { trial = "failed" })
  end
  stays.close(home, stay, at, reason, input.note)
  local planned = booking.of(home, input.resident)
  if planned and reason == "death" then booking.cancel(home, planned, input.note) end
  stays.soil(call, home, stay.bed, at)
  stays.tell(home, "discharged", stay.id, stay.resident, stay.bed, at, { reason = reason })
  return { stay = stay.id }
end
