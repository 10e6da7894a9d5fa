-- incidents.reported, .corrected: what counts before an assessment is an event.
local follow = require "lib.incident_events"

return function(event, home)
  follow(event, home, true)
end
