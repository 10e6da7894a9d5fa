-- The duties that a piece of equipment brings: checks, service, scrapping.
-- Service and scrapping are asked for 30 days ahead, late a week before their
-- limit, missed on it.
local edition_on = require "lib.edition"

local equipment = {}

local ahead = 30

local function limit_schedule(home, kind, row, day)
  local asked = date.add(day, -ahead)
  return home.schedule(kind, { subject = "equipment:" .. row.id, at = asked .. "T08:00",
    data = { equipment = row.id, limit = day },
    windows = { early = "P30D", late = "P23D", missed = "P30D" } })
end

function equipment.ages(call, row)
  local edition = edition_on(call.data.equipment, call.today)
  local ages = row.made and call.rules.ages(edition.kinds, row.kind, row.made, row.serviced) or {}
  ages.edition = edition.kinds[row.kind] and edition.standard .. "，" .. edition.edition
  return ages
end

function equipment.has_ages(call, kind)
  return edition_on(call.data.equipment, call.today).kinds[kind] ~= nil
end

-- Starts the monthly (or half-monthly) check.
function equipment.start_checks(call, home, row)
  local days = row.half_monthly and "1,16" or "1"
  return home.schedule("equipment_check", { subject = "equipment:" .. row.id,
    rule = "FREQ=MONTHLY;BYMONTHDAY=" .. days, start = call.today .. "T08:00",
    key = "check:" .. row.id, data = { equipment = row.id, label = row.label },
    windows = row.half_monthly and { late = "P10D", missed = "P14D" }
      or { late = "P20D", missed = "P27D" } })
end

-- Schedules service and scrapping by the row's ages. Gives what changes.
function equipment.plan(call, home, row)
  local ages, changes = equipment.ages(call, row), {}
  changes.edition, changes.next_service, changes.scrap_by = ages.edition,
    ages.service or null, ages.scrap or null
  changes.service_schedule = ages.service and limit_schedule(home, "service", row, ages.service)
    or null
  if ages.scrap and not row.scrap_schedule then
    changes.scrap_schedule = limit_schedule(home, "scrap", row, ages.scrap)
  end
  return changes
end

-- Scrapping is asked for now, whatever its age.
function equipment.condemn(call, home, row)
  if home.query("due_scrap", { equipment = row.id })[1] then return row.scrap_schedule end
  if row.scrap_schedule then home.stop(row.scrap_schedule, call.now) end
  return home.schedule("scrap", { subject = "equipment:" .. row.id, at = call.now,
    data = { equipment = row.id, limit = call.today, at_once = true },
    windows = { late = "P1D", missed = "P3D" } })
end

-- Nothing more is asked of what is gone. A duty that is due already stays
-- to be answered, unless it is the one being recorded.
function equipment.stop_all(call, home, row)
  for _, name in ipairs { "check_schedule", "service_schedule", "scrap_schedule" } do
    if row[name] and not (call.duty and call.duty.schedule == row[name]) then
      home.stop(row[name], call.now)
    end
  end
end

-- The row that a duty or a label is about.
function equipment.of(call, home)
  local id = call.duty and call.duty.data.equipment or call.input.equipment
  return home.get("equipment", id)
end

return equipment
