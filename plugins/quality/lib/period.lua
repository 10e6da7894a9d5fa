-- The days that a query is asked for, both counted: the last 365 when nothing is
-- said.
local check_period = require "lib.check_period"

return function(call)
  local to = call.input.to or call.today
  local from = call.input.from or date.add(to, -364)
  check_period(from, to, call.today)
  return from, to
end
