-- A receipt, return or destruction that was entered wrongly is taken back by a
-- movement of its own; both stay visible. Doses are corrected where they were
-- recorded, differences by counting again.
local fields = require "lib.stock_fields"
local ledger = require "lib.ledger"

local may = { received = true, returned = true, destroyed = true }

local function check(home, row, batch, back)
  if not may[row.kind] then
    refuse("movement", "kind", "给药请在给药记录里更正，盘点差异请重新盘点。",
      "Correct a dose where it was recorded; count again to correct a difference.")
  elseif home.find("movement", { reverses = row.id })[1] then
    refuse("movement", "reversed", "这一笔已经冲销过。", "This movement was taken back already.")
  elseif decimal.cmp(decimal.add(batch.on_hand, back), "0") < 0 then
    refuse("movement", "stock", "这批药已经用掉一部分，冲销后会成负数。请先盘点。",
      "Some of it has been used: taking it back would leave less than nothing. Count it first.")
  end
end

return {
  zh = "冲销一笔出入", en = "Take back a movement", permission = "medication.check_stock",
  confirm = true,
  input = fields.of({ name = "movement", type = "ref", to = "movement", required = true,
    zh = "流水", en = "Movement" }, "reason"),
  output = fields.of("movement", "on_hand"),
  run = function(call, home)
    local row = home.get("movement", call.input.movement)
    local batch = home.get("batch", row.batch)
    local back = decimal.sub("0", row.quantity)
    check(home, row, batch, back)
    ledger.check_second(call, home.get("drug", batch.drug))
    if refused() then stop() end
    local id = ledger.move(call, home, batch, "correction", back,
      { reverses = row.id, reason = call.input.reason })
    ledger.tell(home, batch, "correction")
    return { movement = id, on_hand = batch.on_hand }
  end,
}
