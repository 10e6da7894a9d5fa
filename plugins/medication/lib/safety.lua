-- The one door from orders and doses to the checks of drugs and to the stock.
local _, checks = pcall(require, "lib.checks")
local _, stock = pcall(require, "lib.stock")

local safety = {}

-- Until both are there.
local none = { at_order = function() return array {} end, at_giving = function() return array {} end,
  settle = function() end, texts = function() return array {} end,
  second_signer = function(_, drug) return drug.high_alert or drug.controlled ~= "none" end,
  take = function() end, undo = function() end }
if type(checks) ~= "table" or not checks.at_order then checks = none end
if type(stock) ~= "table" or not stock.take then stock = none end

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

function safety.take(call, home, order, duty, quantity)
  return stock.take(call, home, view(order), duty, quantity)
end

function safety.put_back(call, home, duty)
  stock.undo(call, home, duty)
end

return safety
