-- The computer is being stopped: the sheets show how things stood (invariant M26).
local paper = require "lib.paper"

return function(event, home)
  for _, row in ipairs(home.query("units", {})) do paper.write(home, row.unit, event.now) end
end
