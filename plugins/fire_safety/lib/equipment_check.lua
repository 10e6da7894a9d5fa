-- A piece of equipment is looked at. What must be scrapped at once is never
-- fit; it is taken out of service and its scrapping asked for.
local checks = require "lib.checks"
local equipment = require "lib.equipment"
local forms = require "lib.forms"
local scan = require "lib.scan"
local when = require "lib.when"

local function same_label(call, home, row)
  if not call.input.code then return end
  local scanned = scan.find(call, home, "equipment", call.input.code, "code")
  if scanned and scanned.id ~= row.id then
    refuse("code", "other", "扫到的是另一件器材（" .. scanned.label .. "），这项任务是 "
      .. row.label .. "。", "That label is on " .. scanned.label .. "; this duty is about "
      .. row.label .. ".")
  end
end

local function must_scrap(call, wrong)
  for _, each in ipairs(wrong) do
    if each.item.scrap then
      if call.input.outcome == "normal" then
        refuse("outcome", "scrap", "有应立即报废的情况，不能记为合格：" .. each.item.zh .. "。",
          "It must be scrapped at once and is not fit: " .. each.item.en .. ".")
      end
      return true
    end
  end
  return false
end

return function(call, home)
  local at, row = when.claimed(call), equipment.of(call, home)
  if call.input.outcome == "not_done" then return { facts = { equipment = row.id } } end
  same_label(call, home, row)
  if row.state == "scrapped" then
    refuse("duty", "scrapped", "这件器材已经报废。", "This was scrapped.")
  end
  local wrong = checks.wrong(forms.equipment(call, row.kind), call.input.answers or {})
  local scrap = must_scrap(call, wrong)
  checks.outcome(call.input.outcome, "normal", wrong)
  if refused() then stop() end
  local found = checks.report(call, home, wrong, { source = "equipment_check",
    equipment = row.id, building = row.building, floor = row.floor,
    place = row.place .. "（" .. row.label .. "）" }, at)
  if scrap then
    home.update("equipment", row.id, { state = row.state == "in_use" and "out_of_service" or nil,
      scrap_schedule = equipment.condemn(call, home, row) })
  end
  local facts = checks.facts(call, found)
  facts.equipment, facts.scanned = row.id, call.input.code ~= nil
  return { facts = facts }
end
