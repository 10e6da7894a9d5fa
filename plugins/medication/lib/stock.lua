-- What a dose does to the resident's stock (代管药品). From the handler that
-- records a dose, in the same transaction:
--
--   local taken = stock.take(call, home, order, duty, amount)
--
-- `order`: { resident, drug, amount, unit }; `duty` is call.duty, or { schedule = id } for a dose
-- that opens its own occurrence; `amount`: what was really given, in the order's unit, when it is
-- not the order's dose. Takes from the batch that expires first, never from one that has expired.
-- What an earlier recording of the same dose took is put back first. A correction to an outcome
-- that used nothing:
--
--   stock.undo(call, home, duty)
--
-- `taken`: { tracked, quantity, unit, left, batches = { { batch, quantity } }, zh, en = why
-- nothing was booked when not tracked }: the home keeps none of this drug for the resident, or
-- the dose can't be counted in the stock's unit (drops of a bottle). With too little on record it
-- refuses `stock_note` (code "stock") unless call.input.stock_note says where the medicine came
-- from: then the shortage becomes a discrepancy to be explained, and the dose is booked. Controlled
-- drugs need call.second and are always tracked: what their register can't show is refused. It
-- may refuse; the caller asks refused() and stop() after it.
local enums = require "data.drug_enums"
local ledger = require "lib.ledger"
local words = require "lib.words"

local stock = {}

-- A dose by its duty, and by its schedule where it opened its own occurrence.
local function keys(duty)
  local list = array {}
  if duty.duty then list[1] = duty.duty end
  if duty.schedule then list[#list + 1] = "schedule:" .. duty.schedule end
  return list
end

local function booked(home, duty)
  local rows = array {}
  for _, key in ipairs(keys(duty)) do
    for _, row in ipairs(home.find("movement", { dose = key })) do rows[#rows + 1] = row end
  end
  return rows
end

-- The difference that a shortage made goes too, where it is still there to take.
local function put_back(call, home, row)
  local batch = home.get("batch", row.batch)
  local back = decimal.sub("0", row.quantity)
  if decimal.cmp(decimal.add(batch.on_hand, back), "0") < 0 then return end
  ledger.move(call, home, batch, "correction", back, { dose = row.dose, reverses = row.id,
    reason = "给药记录已更正" })
  for _, found in ipairs(home.find("discrepancy", { movement = row.id })) do
    if found.state == "open" then
      home.update("discrepancy", found.id, { state = "explained",
        explanation = "给药记录已更正", explained_by = call.person.name,
        explained_at = call.now })
    end
  end
end

-- What a dose took and was not put back yet, the last of it first.
local function taken(home, duty)
  local rows, back, list = booked(home, duty), {}, array {}
  for _, row in ipairs(rows) do
    if row.reverses then back[row.reverses] = true end
  end
  table.sort(rows, function(a, b) return a.id > b.id end)
  for _, row in ipairs(rows) do
    if not row.reverses and not back[row.id] then list[#list + 1] = row end
  end
  return list
end

function stock.undo(call, home, duty)
  local rows = taken(home, duty)
  if #rows > 0 then
    ledger.check_second(call, home.get("drug", home.get("batch", rows[1].batch).drug))
  end
  if refused() then return end
  for _, row in ipairs(rows) do put_back(call, home, row) end
end

-- Whether the home keeps a drug for a resident: what was used up is still its to get, what
-- was handed back is theirs.
function stock.keeps(home, resident, drug)
  for _, batch in ipairs(home.find("batch", { resident = resident, drug = drug })) do
    local last = home.find("movement", { batch = batch.id, number = batch.last })[1]
    if batch.state == "open" or not last or last.kind ~= "returned" then return true end
  end
  return false
end

local function untracked(zh, en)
  return { tracked = false, batches = array {}, zh = zh, en = en }
end

-- The batch whose record is wrong when there is more on the shelf: the one that
-- lasts longest and has not expired.
local function lasting(batches, today)
  local found
  for _, batch in ipairs(batches) do
    if batch.expiry >= today and (not found or batch.expiry > found.expiry) then found = batch end
  end
  return found
end

local function refuse_short(call, drug, quantity, short, expired, batch)
  local zh, en = words.of(enums.unit, drug.unit)
  if expired and not batch then
    refuse("drug", "expired", drug.name .. "在本院的都已过期，不能给。请先登记收到的新药。",
      "All of " .. drug.name .. " here has expired. Enter the new medicine first.")
  elseif not batch then
    refuse("drug", "stock", drug.name .. "账上没有了。请先登记收到的新药。",
      "No " .. drug.name .. " on record. Enter the new medicine first.")
  elseif not call.input.stock_note then
    refuse("stock_note", "stock", drug.name .. "要用 " .. quantity .. " " .. zh .. "，账上少 "
      .. short .. " " .. zh .. "。请核对实物；确已给药，请写明药从哪里来，会另记一笔差异。",
      drug.name .. ": " .. quantity .. " " .. en .. " wanted, " .. short .. " short on record."
      .. " Look at the shelf; if it was given, say where it came from: a discrepancy is kept.")
  end
end

local function book(call, home, drug, quantity, dose)
  local batches = home.find("batch", { resident = dose.resident, drug = drug.id })
  local parts, short, expired = call.rules.first_expired(batches, quantity, dose.day)
  if decimal.cmp(short, "0") > 0 then
    local batch = lasting(batches, dose.day)
    refuse_short(call, drug, quantity, short, expired, batch)
    if refused() then return parts end
    ledger.differ(call, home, batch, decimal.add(batch.on_hand, short),
      { at = dose.at, dose = dose.key, reason = call.input.stock_note })
    parts = call.rules.first_expired(home.find("batch", { resident = dose.resident,
      drug = drug.id }), quantity, dose.day)
  end
  for _, part in ipairs(parts) do
    ledger.move(call, home, home.get("batch", part.batch), "given",
      decimal.sub("0", part.quantity), { at = dose.at, dose = dose.key })
  end
  return parts
end

function stock.take(call, home, order, duty, amount)
  for _, row in ipairs(taken(home, duty)) do put_back(call, home, row) end
  local drug = home.get("drug", order.drug)
  if #home.find("batch", { resident = order.resident, drug = drug.id }) == 0 then
    if drug.controlled ~= "none" then
      ledger.check_second(call, drug)
      refuse("drug", "stock", drug.name .. "是管制药品，专用账册上还没有收过。请先两人登记收药，再记给药。",
        drug.name .. " is controlled and was never entered in its register. Let two people enter"
        .. " what was received first.")
    end
    return untracked("本院没有代管这种药。", "The home keeps none of this drug.")
  end
  local quantity, fault = call.rules.amount(call.data.units[1].units, drug,
    amount or order.amount, order.unit)
  if not quantity and drug.controlled ~= "none" then
    refuse("amount", "unit", "管制药品每次用量都要入账：" .. fault.zh,
      "Each dose of a controlled drug goes into its register: " .. fault.en)
  end
  if not quantity then return untracked(fault.zh, fault.en) end
  ledger.check_second(call, drug)
  if refused() then return untracked("", "") end
  local at = call.input.at or call.happened_at
  local parts = book(call, home, drug, quantity, { key = keys(duty)[1], at = at,
    day = time.date(at), resident = order.resident })
  return { tracked = true, quantity = quantity, unit = drug.unit, batches = parts,
    left = stock.on_hand(home, order.resident, drug.id, call.today) }
end

-- What may be used of a drug on a day.
function stock.on_hand(home, resident, drug, today)
  local sum = "0"
  for _, batch in ipairs(home.find("batch", { resident = resident, drug = drug,
    state = "open" })) do
    if batch.expiry >= today then sum = decimal.add(sum, batch.on_hand) end
  end
  return sum
end

return stock
