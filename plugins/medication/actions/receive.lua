-- Medicine that the family or a pharmacy brought for one resident.
local checks = require "lib.checks"
local consents = require "lib.consents"
local fields = require "lib.stock_fields"
local ledger = require "lib.ledger"
local reading = require "lib.reading"
local stock_watch = require "lib.stock_watch"

local function check_drug(call, drug, input)
  if not drug.active then
    refuse("drug", "inactive", "这种药已从目录停用。", "This drug is no longer in use.")
  end
  if input.unit and input.unit ~= drug.unit then
    refuse("unit", "differs", "这种药按目录里的库存单位计数，请换算成那个单位再填。",
      "This drug is counted in the unit of the drug list: write the quantity in that.")
  end
  if input.expiry < call.today then
    refuse("expiry", "expired", "这批药已过有效期，不能收。", "This batch has expired: do not take it.")
  end
  ledger.check_second(call, drug)
end

local function check(call, home, drug, input)
  reading.resident(home, input.resident)
  consents.check(call, home, input.resident)
  check_drug(call, drug, input)
  ledger.check_positive(input.quantity)
end

local function batch_of(home, input)
  local key = { resident = input.resident, drug = input.drug, lot = input.lot,
    expiry = input.expiry }
  local known = home.find("batch", key)[1]
  return known or home.get("batch", home.insert("batch", key))
end

-- Stops of the checks are told here and hold at order and giving.
local function warnings(call, home, input, near)
  local list = checks.at_receiving(call, home, input)
  local texts = checks.texts(list, "stop")
  for _, text in ipairs(checks.texts(list, "warn")) do texts[#texts + 1] = text end
  if near then
    texts[#texts + 1] = { zh = "有效期到 " .. input.expiry .. "，已临近。",
      en = "Use by " .. input.expiry .. ": soon." }
  end
  return texts
end

return {
  zh = "收药", en = "Receive medicine", permission = "medication.stock", subject = "resident",
  input = fields.of("resident", "drug", "lot", "expiry", "quantity", "unit",
    { name = "from", type = "text", min = 1, max = 80, required = true, zh = "谁送来的",
      en = "Brought by" },
    { name = "note", type = "text", max = 300, zh = "说明（如小票、处方）", en = "Note" }),
  output = {
    { name = "batch", type = "id", zh = "批次", en = "Batch" },
    { name = "movement", type = "id", zh = "流水号", en = "Movement" },
    { name = "on_hand", type = "decimal", scale = 6, zh = "现存", en = "On hand" },
    { name = "warnings", type = "json", zh = "提醒", en = "Warnings" },
  },
  run = function(call, home)
    local input = call.input
    local drug = home.get("drug", input.drug)
    check(call, home, drug, input)
    if refused() then stop() end
    local batch = batch_of(home, input)
    local reason = "送药人：" .. input.from .. (input.note and "；" .. input.note or "")
    local movement = ledger.move(call, home, batch, "received", input.quantity,
      { reason = reason })
    stock_watch.keep(call, home)
    ledger.tell(home, batch, "received")
    local near = date.diff(input.expiry, call.today) <= call.settings.expiry_days
    return { batch = batch.id, movement = movement, on_hand = batch.on_hand,
      warnings = warnings(call, home, input, near) }
  end,
}
