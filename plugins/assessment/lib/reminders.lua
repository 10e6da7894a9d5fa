-- Reminders of what the long-term care insurance concluded.
local reminders = {}

local function remind(home, row, what, day)
  local at = time.at(day, "09:00")
  local schedule = home.schedule("ltc_reminder", { subject = "resident:" .. row.resident, at = at,
    data = { ltc = row.id, what = what, ends = row.ends } })
  return { what = what, schedule = schedule, due = at }
end

-- Before it ends; and when it may be assessed anew. What has passed already
-- when it is entered is not asked for, but the end is.
function reminders.begin(call, home, row)
  local list = array {}
  local renew = date.add(row.ends, -call.settings.ltc_remind_days)
  list[1] = remind(home, row, "renew", renew < call.today and call.today or renew)
  if row.again_from >= call.today and row.again_from < renew then
    list[2] = remind(home, row, "again", row.again_from)
  end
  return list
end

function reminders.stop(call, home, row)
  for _, each in ipairs(row.schedules or {}) do
    home.stop(each.schedule, math.min(each.due, call.now))
  end
end

return reminders
