-- beds.returned: doses due from the return on are asked for again.
local pauses = require "lib.pauses"

return function(event, home)
  local told = event.payload
  for _, row in ipairs(home.query("courses", { resident = told.resident, after = 0 })) do
    local course = { id = row.course, schedule = row.schedule }
    pauses.finish(home, course, pauses.open(home, course, { leave = true, hospital = true }),
      told.from)
  end
end
