-- The one door from orders and doses to the checks of drugs and to the stock.
local checks = require "lib.checks"
local fitting = require "lib.fitting"
local stock = require "lib.stock"

local safety = {}

-- What the checks want to know of an order's row.
local function view(order)
  return { id = order.id, resident = order.resident, drug = order.drug,
    dose = { amount = order.amount, unit = order.unit }, amount = order.amount,
    unit = order.unit, as_needed = order.as_needed, starts = order.starts, ends = order.ends,
    plan = order.plan, anchor = order.anchor,
    max_doses = order.max_doses, max_amount = order.max_amount }
end

local function about_of(order, stage)
  return { stage = stage, resident = order.resident, drug = order.drug, order = order.id }
end

-- After the order's row exists. Gives the warnings as texts.
function safety.at_order(call, home, order)
  local list, about = checks.at_order(call, home, view(order)), about_of(order, "order")
  checks.settle(call, home, list, call.input.override, about)
  checks.accept(call, home, list, call.input.override, about)
  checks.keep_beside(home, list, order.course)
  local texts = checks.texts(list, "warn")
  for _, each in ipairs(fitting.warnings(call, home.get("drug", order.drug), order)) do
    texts[#texts + 1] = each
  end
  return texts
end

function safety.at_giving(call, home, order, at)
  local list = checks.at_giving(call, home, view(order), at)
  checks.settle(call, home, list, call.input.override, about_of(order, "giving"))
  return checks.texts(checks.to_tell(list), "warn")
end

-- Of what the resident took of their own: nothing to refuse, only to be told.
function safety.at_own(call, home, order, at)
  local list = checks.at_giving(call, home, view(order), at)
  local texts = checks.texts(list, "stop")
  for _, text in ipairs(checks.texts(checks.to_tell(list), "warn")) do texts[#texts + 1] = text end
  return texts
end

-- Checks of a dose that a reason and a second person go against: with the doctor
-- who agreed, who is asked for where the home wants one.
function safety.agreement(call, entries)
  return checks.agreement(call, entries)
end

function safety.keep_override(call, home, order, entries, told)
  checks.keep_override(call, home, entries, told, about_of(order, "giving"))
end

function safety.needs_two(call, drug)
  return checks.second_signer(call, drug)
end

-- Whether the home keeps this drug for the resident.
function safety.keeps(home, order)
  return stock.keeps(home, order.resident, order.drug)
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
