-- The one door from orders and doses to the checks of drugs and to the stock.
local checks = require "lib.checks"

local safety = {}

-- What the checks want to know of an order's row.
local function view(order)
  return { id = order.id, resident = order.resident, drug = order.drug,
    dose = { amount = order.amount, unit = order.unit }, amount = order.amount,
    unit = order.unit, as_needed = order.as_needed }
end

-- After the order's row exists. Gives the warnings as texts.
function safety.at_order(call, home, order)
  local list = checks.at_order(call, home, view(order))
  checks.settle(call, home, list, call.input.override, { stage = "order",
    resident = order.resident, drug = order.drug, order = order.id })
  return checks.texts(list, "warn")
end

function safety.at_giving(call, home, order)
  local list = checks.at_giving(call, home, view(order))
  checks.settle(call, home, list, call.input.override, { stage = "giving",
    resident = order.resident, drug = order.drug, order = order.id })
  return checks.texts(list, "warn")
end

function safety.needs_two(call, drug)
  return checks.second_signer(call, drug)
end

-- The stock of residents' own medicines (代管药品) is not kept yet: a dose takes
-- nothing from it.
function safety.take() end

function safety.put_back() end

return safety
