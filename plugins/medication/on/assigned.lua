-- beds.assigned: somebody lives here, it may be again.
local consents = require "lib.consents"

return function(event, home)
  consents.resume(event, home, event.payload.resident)
end
