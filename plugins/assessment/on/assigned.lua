-- beds.assigned: somebody lives here, and is assessed first; else like a home bed.
local cared_for = require "on.cared_for"
local wants_admission = require "on.wants_admission"

return function(event, home)
  wants_admission(event, home)
  cared_for(event, home)
end
