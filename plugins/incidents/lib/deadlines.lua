-- Asks for what must follow an incident, each from when it happened: telling the
-- family, telling the authority by the clock of its class, finding out. Gives
-- the schedules, so that a correction can ask anew.
local function class_of(call, name)
  for _, one in ipairs(call.data.classes) do
    if one.class == name then return one end
  end
end

-- When the family must know, or nil: a near miss reached nobody.
local function family_by(call, row)
  if not row.resident or row.severity == "near_miss" then return nil end
  return row.happened + call.settings.family_minutes * 60000
end

local function authority_by(call, row)
  local class = class_of(call, row.class)
  if not class.told then return nil end
  return row.happened + (class.minutes or call.settings.emergency_minutes) * 60000
end

local function ask(home, row, kind, at)
  return at and home.schedule(kind, { subject = "incident:" .. row.id, at = time.iso(at) })
end

local function told(home, row, whom)
  return #home.find("told", { incident = row.id, whom = whom }) > 0
end

local deadlines = {}

function deadlines.ask(call, home, row)
  return { tell_family = ask(home, row, "tell_family", family_by(call, row)),
    tell_authority = ask(home, row, "tell_authority", authority_by(call, row)),
    investigate = ask(home, row, "investigate",
      call.now + call.settings.settle_days * 86400000) }
end

-- After a correction: what is due at another time is asked for anew, unless the
-- same family, or the authority, has been told already.
function deadlines.again(call, home, before, row)
  local made = copy(row.duties)
  local function again(kind, was, now, done)
    if was == now or done then return end
    if made[kind] then home.stop(made[kind], 0) end
    made[kind] = ask(home, row, kind, now)
  end
  again("tell_family", before.resident == row.resident and family_by(call, before) or nil,
    family_by(call, row), before.resident == row.resident and told(home, row, "family"))
  again("tell_authority", authority_by(call, before), authority_by(call, row),
    told(home, row, "authority"))
  return made
end

function deadlines.stop(home, row)
  for _, schedule in pairs(row.duties or {}) do home.stop(schedule, 0) end
end

return deadlines
