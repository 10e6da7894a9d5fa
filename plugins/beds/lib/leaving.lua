-- A resident leaves the house for good.
local absences = require "lib.absences"
local booking = require "lib.booking"
local stays = require "lib.stays"

return function(call, home, reason)
  local input = call.input
  local stay = stays.of(home, input.resident)
  local absence = absences.of(home, input.resident)
  local at = math.max(stays.moment(call, stay), absence and stays.moment(call, absence) or 0)
  if refused() then stop() end

  if absence then absences.close(home, absence, at) end
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
