-- Somebody is cared for here no more, from `at` on.
local away = require "lib.away"
local care = require "lib.care"
local reminders = require "lib.reminders"

return function(call, home, resident, at, because)
  away.finish(home, resident)
  care.close(call, home, resident, at, because)
  reminders.stop_all(call, home, resident)
end
