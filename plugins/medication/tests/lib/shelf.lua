-- Steps about what is kept for residents, on top of tests/lib/ward.lua.
local ward = require "tests.lib.ward"

local shelf = {}

function shelf.consent(more)
  return ward.consent(1, more)
end

function shelf.receive(lot, expiry, quantity, more, gives, extra)
  return ward.act("receive", ward.merged({ resident = 1, drug = 1, lot = lot, expiry = expiry,
    quantity = quantity, from = "家属" }, more), gives, extra)
end

-- What the batches hold, in the order of the list.
function shelf.stock(rows)
  return { ask = "medication.stock", rows = #rows, gives = rows }
end

-- The ledger adds up to what is on hand.
shelf.sound = { ask = "medication.ledger_faults", rows = 0 }

function shelf.two(step)
  return ward.merged(step, { second = { "nurse" } })
end

return shelf
