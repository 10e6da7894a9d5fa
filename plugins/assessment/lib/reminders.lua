-- Reminders of what the long-term care insurance concluded.
local here = require "lib.here"

local reminders = {}

local function remind(home, row, what, day)
  local at = time.at(day, "09:00")
  local schedule = home.schedule("ltc_reminder", { subject = "resident:" .. row.resident, at = at,
    data = { ltc = row.id, what = what, ends = row.ends } })
  return { what = what, schedule = schedule, due = at }
end

-- Before it ends; and when it may be assessed anew. What has passed already
-- when it is entered is not asked for, but the end is.
local function open(call, home, row)
  local list = array {}
  local renew = date.add(row.ends, -call.settings.ltc_remind_days)
  list[1] = remind(home, row, "renew", renew < call.today and call.today or renew)
  if row.again_from >= call.today and row.again_from < renew then
    list[2] = remind(home, row, "again", row.again_from)
  end
  return list
end

function reminders.begin(call, home, row)
  if not here.of(home, row.resident) then return end
  home.update("ltc", row.id, { schedules = open(call, home, row) })
end

function reminders.stop(call, home, row)
  if not row.schedules then return end
  for _, each in ipairs(row.schedules) do
    home.stop(each.schedule, math.min(each.due, call.now))
  end
  home.update("ltc", row.id, { schedules = null })
end

local function valid(home, resident)
  return home.find("ltc", { resident = resident, state = "valid" })
end

function reminders.stop_all(call, home, resident)
  for _, row in ipairs(valid(home, resident)) do reminders.stop(call, home, row) end
end

-- Somebody lives here again: the newest conclusion, as long as it holds.
function reminders.resume(call, home, resident)
  local last
  for _, row in ipairs(valid(home, resident)) do
    if not last or row.ends > last.ends then last = row end
  end
  if not last or last.schedules or last.ends <= call.today then return end
  home.update("ltc", last.id, { schedules = open(call, home, last) })
end

return reminders
