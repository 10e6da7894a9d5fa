-- incidents.withdrawn: what came of it counts no more.
local follow = require "lib.incident_events"

return function(event, home)
  follow(event, home, false)
end
