-- beds.assigned: somebody lives here, it may be again.
local reminders = require "lib.reminders"
local wants_admission = require "on.wants_admission"

return function(event, home)
  wants_admission(event, home)
  reminders.resume(event, home, event.payload.resident)
end
