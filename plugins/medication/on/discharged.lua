-- beds.discharged: every order ends where the stay ended, also one that was to be changed
-- or stopped later, and nobody is to see the effect of a dose after that, or to renew the
-- agreement.
local assessed = require "lib.assessed"
local consents = require "lib.consents"
local orders = require "lib.orders"
local standing = require "lib.standing"

return function(event, home)
  local told = event.payload
  local died = told.reason == "death"
  local at = told.from - told.from % 1000
  for _, row in ipairs(home.query("courses", { resident = told.resident, after = at })) do
    local ending = row.ending and home.get("ending", row.ending)
    if ending and ending.at <= event.at then
      if row.schedule then home.stop(row.schedule, at) end
    else
      local now = standing.at(home, row.course, event.at)
      orders.finish({ now = event.at }, home, row.course, math.max(at, now.starts),
        died and "died" or "discharged", died and "去世" or "退住")
    end
  end
  for _, row in ipairs(home.query("effects_open", { resident = told.resident, after = at })) do
    home.stop(row.schedule, at)
  end
  assessed.forget(home, told.resident)
  consents.forget_all(home, told.resident)
end
