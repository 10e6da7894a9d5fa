-- The one door from orders and doses to the checks of drugs and to the stock.
local checks = require "lib.checks"
local stock = require "lib.stock"

local safety = {}

-- What the checks want to know of an order's row.
local function view(order)
  return { id = order.id, resident = order.resident, drug = order.drug,
    dose = { amount = order.amount, unit = order.unit }, amount = order.amount,
    unit = order.unit, as_needed = order.as_needed, ends = order.ends, plan = order.plan,
    max_doses = order.max_doses, max_amount = order.max_amount }
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

-- What a dose takes from the resident's own medicines (代管药品). `amount`: what
-- was given when it is not the order's dose.
function safety.take(call, home, order, duty, amount)
  return stock.take(call, home, view(order), duty, amount)
end

function safety.put_back(call, home, duty)
  stock.undo(call, home, duty)
end

return safety
