-- Somebody recorded the duty to clean a bed: the bed is clean.
local conditions = require "lib.conditions"

return function(event, home)
  local told = event.payload
  local bed = tonumber((told.subject or ""):match("^bed:(%d+)$"))
  if told.kind ~= "beds.clean_bed" or told.outcome ~= "done" or not bed then return end
  local condition = conditions.of(home, bed)
  if condition and condition.kind == "cleaning" then
    conditions.close(home, condition, told.at or event.at, true)
    home.publish("cleaned", "bed:" .. bed, { bed = bed, at = told.at or event.at })
  end
end
