-- assessment.completed: two results reach medicines. Who chokes easily may not be able
-- to swallow a tablet whole, and who has become dependent not to take medicines alone.
-- A person looks at those orders; nothing is changed by itself.
local assessed = require "lib.assessed"

local ability = "^GB/T 42195%-"

local function chokes(risks)
  for _, risk in ipairs(risks) do
    if risk.risk == "choking" then return risk.level == 2 end
  end
  return false
end

return function(event, home)
  local told = event.payload
  if not told.current then return end
  if told.risks then
    assessed.ask(event, home, "check_whole", chokes(told.risks) and "whole")
  elseif told.standard:match(ability) then
    local dependent = told.dementia or (told.level or 0) >= 2
    assessed.ask(event, home, "check_own", dependent and "own")
  end
end
