-- Asks for what must follow an incident, each from when it happened: telling the
-- family, telling the authority by the clock of its class, finding out. Gives
-- the schedules, so that a correction can ask anew.
local function class_of(call, name)
  for _, one in ipairs(call.data.classes) do
    if one.class == name then return one end
  end
end

-- Telling; `row`: the incident as it stands.
local function tell(call, home, row, made)
  local subject, class = "incident:" .. row.id, class_of(call, row.class)
  if row.resident and row.severity ~= "near_miss" then
    made.tell_family = home.schedule("tell_family", { subject = subject,
      at = time.iso(row.happened + call.settings.family_minutes * 60000) })
  end
  if class.told then
    local minutes = class.minutes or call.settings.emergency_minutes
    made.tell_authority = home.schedule("tell_authority", { subject = subject,
      at = time.iso(row.happened + minutes * 60000) })
  end
end

local deadlines = {}

function deadlines.ask(call, home, row)
  local made = {}
  tell(call, home, row, made)
  made.investigate = home.schedule("investigate", { subject = "incident:" .. row.id,
    at = time.iso(call.now + call.settings.settle_days * 86400000) })
  return made
end

-- After a correction only what the new words ask for otherwise is asked anew; a
-- telling that was recorded stays as it was.
function deadlines.again(call, home, before, row)
  local made = copy(row.duties)
  local same = before.class == row.class and before.happened == row.happened
    and before.resident == row.resident and before.severity == row.severity
  if same then return made end
  for _, kind in ipairs { "tell_family", "tell_authority" } do
    if made[kind] then home.stop(made[kind], 0) end
    made[kind] = nil
  end
  tell(call, home, row, made)
  return made
end

function deadlines.stop(home, row)
  for _, schedule in pairs(row.duties or {}) do home.stop(schedule, 0) end
end

return deadlines
