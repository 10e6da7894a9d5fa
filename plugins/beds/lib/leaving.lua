-- A resident leaves the house for good.
local absences = require "lib.absences"
local booking = require "lib.booking"
local home_beds = require "lib.home_beds"
local stays = require "lib.stays"

-- Nothing is kept for the dead: no reservation, no bed at home.
local function end_all(home, input, at)
  local planned = booking.of(home, input.resident)
  if planned then stays.cancel(home, planned, input.note) end
  local home_bed = home.find("home_bed", { resident = input.resident, ends = null })[1]
  if home_bed then home_beds.close(home, home_bed, math.max(at, home_bed.starts + 1)) end
end

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
  if reason == "death" then end_all(home, input, at) end
  stays.soil(call, home, stay.bed, at)
  stays.tell(home, "discharged", stay.id, stay.resident, stay.bed, at, { reason = reason })
  return { stay = stay.id }
end
