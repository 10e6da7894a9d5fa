-- The only hand that writes movements and balances: each movement takes the
-- next number of its batch and says what is left after it. The storage refuses
-- two of one number and a balance below zero.
local enums = require "data.drug_enums"
local words = require "lib.words"

local ledger = {}

-- `more`: { at, dose, reverses, reason }. `batch` is its row, kept up to date.
function ledger.move(call, home, batch, kind, quantity, more)
  more = more or {}
  local balance = decimal.add(batch.on_hand, quantity)
  local id = home.insert("movement", {
    batch = batch.id, number = batch.last + 1, kind = kind, quantity = quantity,
    balance = balance, at = more.at or call.happened_at, person = call.person.name,
    second = call.second and call.second.name, dose = more.dose, reverses = more.reverses,
    reason = more.reason,
  })
  batch.on_hand, batch.last = balance, batch.last + 1
  batch.state = decimal.cmp(balance, "0") == 0 and "empty" or "open"
  home.update("batch", batch.id, { on_hand = batch.on_hand, last = batch.last,
    state = batch.state })
  return id
end

-- What a batch may give: refuses more than is there.
function ledger.check_enough(batch, drug, quantity)
  if decimal.cmp(quantity, batch.on_hand) > 0 then
    local zh, en = words.of(enums.unit, drug.unit)
    refuse("quantity", "stock", "账上只有 " .. batch.on_hand .. " " .. zh .. "，不能出 "
      .. quantity .. " " .. zh .. "。请核对数量；实物与账不符请先盘点。", "Only " .. batch.on_hand
      .. " " .. en .. " on record, not " .. quantity .. ". Check the number; if the shelf differs,"
      .. " count it first.")
  end
end

function ledger.check_positive(quantity, field)
  if quantity and decimal.cmp(quantity, "0") <= 0 then
    refuse(field or "quantity", "range", "数量要大于 0。", "The quantity must be more than 0.")
  end
end

-- Records and shelf differ: the ledger follows the shelf, and somebody explains.
function ledger.differ(call, home, batch, found, more)
  local expected = batch.on_hand
  local movement = ledger.move(call, home, batch, "difference", decimal.sub(found, expected), more)
  local id = home.insert("discrepancy", {
    batch = batch.id, movement = movement, expected = expected, found = found,
    at = more.at or call.happened_at, person = call.person.name,
    second = call.second and call.second.name, note = more.reason,
  })
  home.publish("discrepancy", "resident:" .. batch.resident,
    { batch = batch.id, discrepancy = id, resident = batch.resident })
  return movement, id
end

-- A second person who has signed in: always for controlled drugs, and where
-- `always` says so (destroying).
function ledger.check_second(call, drug, always)
  if call.second then return end
  if drug.controlled ~= "none" then
    refuse("second", "required", "这是管制药品，出入都要两人当场签名。",
      "A controlled drug: two people sign whatever comes or goes.")
  elseif always then
    refuse("second", "required", "销毁药品要两人当场签名。", "Two people sign for what is destroyed.")
  end
end

function ledger.tell(home, batch, kind)
  home.publish("stock", "resident:" .. batch.resident,
    { batch = batch.id, resident = batch.resident, drug = batch.drug, kind = kind })
end

-- An action by which medicine leaves the shelf for good: input `batch` and
-- `quantity`. `two`: always by two people, not only where the drug asks for it.
function ledger.leave(call, home, kind, two, reason)
  local input = call.input
  local batch = home.get("batch", input.batch)
  local drug = home.get("drug", batch.drug)
  ledger.check_positive(input.quantity)
  ledger.check_enough(batch, drug, input.quantity)
  ledger.check_second(call, drug, two)
  if refused() then stop() end
  local movement = ledger.move(call, home, batch, kind, decimal.sub("0", input.quantity),
    { reason = reason })
  ledger.tell(home, batch, kind)
  return { movement = movement, on_hand = batch.on_hand }
end

return ledger
