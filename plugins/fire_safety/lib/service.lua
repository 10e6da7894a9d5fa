-- Equipment was serviced: its next service counts from that day.
local equipment = require "lib.equipment"
local when = require "lib.when"

return function(call, home)
  local at, row = when.claimed(call), equipment.of(call, home)
  if call.input.outcome == "not_done" then return { facts = { equipment = row.id } } end
  if row.state == "scrapped" then
    refuse("equipment", "scrapped", "这件器材已经报废。", "This was scrapped.")
  end
  local day = time.date(at)
  local correcting = call.input.supersedes
  if not correcting and row.serviced and day < row.serviced then
    refuse("at", "order", "上次维修是 " .. row.serviced .. "，这次不能更早。",
      "The last service was on " .. row.serviced .. "; this one can't be earlier.")
  end
  if row.scrap_by and row.scrap_by <= day then
    refuse("outcome", "too_old", "已到报废年限（" .. row.scrap_by .. "），不能再维修，应报废。",
      "It has reached its scrap age (" .. row.scrap_by .. ") and can't be serviced any more.")
  end
  if refused() then stop() end
  if correcting and row.service_schedule then home.stop(row.service_schedule, call.now) end
  row.serviced = day
  local changes = equipment.plan(call, home, row)
  changes.serviced = day
  if row.state == "out_of_service" then changes.state = "in_use" end
  home.update("equipment", row.id, changes)
  return { facts = { equipment = row.id, firm = call.input.firm, certificate =
    call.input.certificate, next_service = changes.next_service ~= null
    and changes.next_service or nil } }
end
