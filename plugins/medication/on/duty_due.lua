-- A shift begins: its paper sheets are written before anybody asks.
local paper = require "lib.paper"

return function(event, home)
  local told = event.payload
  if told.kind ~= "medication.take_paper" or not told.data then return end
  paper.write(home, told.data.unit, event.now)
end
