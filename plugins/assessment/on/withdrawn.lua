-- beds.withdrawn, beds.home_bed_closed: somebody who does not live here will not come,
-- or is cared for at home no more.
local care = require "lib.care"
local dues = require "lib.dues"
local here = require "lib.here"
local notices = require "lib.notices"
local reminders = require "lib.reminders"

return function(event, home)
  local resident = event.payload.resident
  if here.lives(home, resident) then return end
  care.close(event, home, resident, event.now,
    event.payload.home_bed and "家庭养老床位已结束" or "申请已撤回")
  reminders.stop_all(event, home, resident)
  -- who waits for a bed is still assessed for it
  if here.comes(home, resident) then return end
  dues.end_all(home, event.now, resident)
  notices.end_all(home, resident)
end
