-- beds.home_bed_opened: somebody is cared for at home, it may be again. What stands and
-- is fresh enough is followed as if it had just been completed.
local care = require "lib.care"
local dues = require "lib.dues"
local reminders = require "lib.reminders"
local scales = require "lib.scales"

return function(event, home)
  local resident = event.payload.resident
  for _, found in ipairs(home.query("current", { resident = resident })) do
    local row = home.get("assessment", found.id)
    local ready = scales.exactly(row.standard, row.edition)
    if ready and ready.scale.admission then
      dues.follow(event, home, ready.scale, row.result, row)
    end
  end
  care.resume(event, home, resident)
  care.start(event, home, resident)
  reminders.resume(event, home, resident)
end
