-- The ledger under random days (M18): whatever is received, given, returned,
-- destroyed, counted and taken back, in any order, the batches hold what a simple
-- model says, nothing is below zero, and the ledger adds up. Amounts in the
-- model are whole thousandths.
local ward = require "tests.lib.ward"

local seed
local function upto(n)
  seed = (seed * 1103515245 + 12345) % 2147483648
  return (seed // 65536) % n
end

local function text(amount)
  return decimal.div(tostring(amount), "1000", 3)
end

local lots = { { "A", "2027-03-31" }, { "B", "2027-01-31" }, { "C", "2027-02-28" },
  { "D", "2027-01-31" } }

local function second(step) return ward.merged(step, { second = { "nurse" } }) end

local function act(action, input, refused)
  return { do_ = "medication." .. action, input = input, refused = refused }
end

local does = {}

function does.receive(model)
  local which, amount = upto(#lots) + 1, (upto(40) + 1) * 250
  local lot = lots[which]
  local known = model.by[which]
  if not known then
    known = { number = #model.batches + 1, lot = lot[1], expiry = lot[2], left = 0 }
    model.by[which], model.batches[known.number] = known, known
  end
  known.left = known.left + amount
  known.was = amount
  return act("receive", { resident = 1, drug = 1, lot = lot[1], expiry = lot[2],
    quantity = text(amount), from = "家属" })
end

local function some(model)
  return model.batches[upto(#model.batches) + 1]
end

-- What goes out of one batch; more than there is is refused.
local function out(model, action, input)
  local batch, amount = some(model), (upto(12) + 1) * 250
  input.batch, input.quantity = batch.number, text(amount)
  if amount > batch.left then return second(act(action, input, { "stock" })) end
  batch.left = batch.left - amount
  return second(act(action, input))
end

function does.return_stock(model)
  return out(model, "return_stock", { to = "女儿", reason = "停药" })
end

function does.destroy(model) return out(model, "destroy", { reason = "污染" }) end

function does.count(model)
  local batch = some(model)
  local found = math.max(0, batch.left + (upto(9) - 4) * 250)
  local gives = { difference = text(found - batch.left) }
  batch.left = found
  local step = act("count_stock", { batch = batch.number, counted = text(found) })
  step.gives = gives
  return step
end

local function in_order(model)
  local list = {}
  for _, batch in ipairs(model.batches) do list[#list + 1] = batch end
  table.sort(list, function(a, b)
    if a.expiry ~= b.expiry then return a.expiry < b.expiry end
    return a.number < b.number
  end)
  return list
end

-- A dose of the order, or more or less of it; short on record it needs a note,
-- and what was short was there after all.
function does.give(model)
  local amount, left = (upto(12) + 1) * 250, 0
  model.minute = model.minute + 1
  local input = { order = 1, reason = "疼痛", amount = text(amount),
    at = time.iso(time.at("2026-11-23", "09:00") + model.minute * 60000) }
  for _, batch in ipairs(model.batches) do left = left + batch.left end
  if amount > left and upto(2) == 0 then return act("give_prn", input, { "stock_note" }) end
  if amount > left then input.stock_note = "没有登记的一板" end
  local list = in_order(model)
  for _, batch in ipairs(list) do
    local part = math.min(batch.left, amount)
    batch.left, amount = batch.left - part, amount - part
  end
  return act("give_prn", input)
end

local names = { "receive", "give", "give", "give", "return_stock", "destroy", "count" }

local function case(number)
  seed = number * 7919
  local model = { batches = {}, by = {}, minute = 0 }
  local steps = ward.steps(ward.start, ward.order { frequency = "prn",
    prn = { reason = "疼痛", min_interval = 1, max_doses = 48 } },
    { tick = "2026-11-23T20:00:00+08:00" }, does.receive(model))
  for _ = 1, 40 do
    steps[#steps + 1] = does[names[upto(#names) + 1]](model)
  end
  local rows = array {}
  for _, batch in ipairs(in_order(model)) do
    if batch.left > 0 then
      rows[#rows + 1] = { batch = batch.number, on_hand = text(batch.left), lot = batch.lot }
    end
  end
  steps[#steps + 1] = { ask = "medication.stock", rows = #rows, gives = rows }
  steps[#steps + 1] = { ask = "medication.ledger_faults", rows = 0 }
  return { name = "random days of a shelf, " .. number, steps = steps }
end

local cases = {}
for number = 1, 12 do cases[number] = case(number) end

cases[#cases + 1] = { name = "batches are taken in order of expiry, never more, never expired",
  run = function(rules)
    seed = 99
    for _ = 1, 2000 do
      local batches, usable = {}, 0
      for i = 1, upto(6) do
        local left = upto(8) * 500
        batches[i] = { id = i, expiry = date.add("2026-11-20", upto(8)), on_hand = text(left) }
        if batches[i].expiry >= "2026-11-23" then usable = usable + left end
      end
      local wanted = (upto(20) + 1) * 250
      local parts, short = rules.first_expired(batches, text(wanted), "2026-11-23")
      local sum, last = 0, ""
      for _, part in ipairs(parts) do
        local batch = batches[part.batch]
        assert(decimal.cmp(part.quantity, batch.on_hand) <= 0)
        assert(batch.expiry >= "2026-11-23" and batch.expiry >= last)
        last = batch.expiry
        sum = sum + tonumber((decimal.mul(part.quantity, "1000")))
      end
      assert(sum == math.min(wanted, usable))
      assert(decimal.cmp(short, text(wanted - sum)) == 0)
    end
  end }

cases[#cases + 1] = { name = "a controlled drug: two sign each movement, the book adds up",
  steps = ward.steps(ward.start,
    ward.drug("吗啡片", { ingredients = { "吗啡" }, controlled = "narcotic" }),
    act("receive", { resident = 1, drug = 3, lot = "M1", expiry = "2027-06-30", quantity = "10",
      from = "家属" }, { "second" }),
    second(act("receive", { resident = 1, drug = 3, lot = "M1", expiry = "2027-06-30",
      quantity = "10", from = "家属" })),
    second(act("receive", { resident = 1, drug = 3, lot = "M2", expiry = "2027-01-31",
      quantity = "4", from = "家属" })),
    ward.order { drug = 3, frequency = "tid" }, { tick = "2026-11-23T12:00:00+08:00" },
    ward.refuse(3, "12:00", "given", {}, "second"),
    second(ward.record(3, "12:00", "given")),
    act("count_stock", { batch = 1, counted = "10" }, { "second" }),
    second(act("count_stock", { batch = 1, counted = "9" })),
    act("return_stock", { batch = 1, quantity = "1", to = "女儿", reason = "停药" }, { "second" }),
    act("explain_discrepancy", { discrepancy = 1, explanation = "已查明少收" }, { "second" }),
    { ask = "medication.register", input = { drug = 3 }, rows = 4, gives = {
      { kind = "received", running = "10" }, { kind = "received", running = "14" },
      { kind = "given", running = "13", quantity = "-1", lot = "M2" },
      { kind = "difference", running = "12" } } },
    { ask = "medication.register_balance", rows = 1, gives = { { on_hand = "12", ledger = "12",
      lone = 0, tone = "plain" } } },
    { ask = "medication.ledger_faults", rows = 0 }) }

return cases
