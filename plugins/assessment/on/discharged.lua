-- beds.discharged: nothing is wanted any more of who has left or died.
local care = require "lib.care"
local dues = require "lib.dues"
local notices = require "lib.notices"
local reminders = require "lib.reminders"

return function(event, home)
  local told = event.payload
  local died = told.reason == "death"
  dues.end_all(home, event.now, told.resident)
  notices.end_all(home, told.resident)
  care.close(event, home, told.resident, told.from, died and "去世" or "退住")
  reminders.stop_all(event, home, told.resident)
  if not died then return end
  for _, row in ipairs(home.find("ltc", { resident = told.resident, state = "valid" })) do
    home.update("ltc", row.id, { state = "ended", ended_because = "died" })
  end
end
