-- Incidents that GB/T 42195-2022 (A.2.14) counts before an assessment are care-
-- risk events too, each once: one that somebody had entered by hand for that
-- resident, kind and day is the same one.
local late_events = require "lib.late_events"
local tell = require "lib.tell"

local kinds = { fall = "fall", bed_fall = "fall", wandering = "straying", choking = "choking",
  self_harm = "self_harm" }

local function of(home, incident)
  for _, row in ipairs(home.find("risk_event", { incident = incident })) do
    if not row.withdrawn then return row end
  end
end

local function by_hand(home, wanted)
  for _, row in ipairs(home.find("risk_event", { resident = wanted.resident, kind = wanted.kind,
    date = wanted.date })) do
    if not row.withdrawn and not row.incident then return row end
  end
end

-- What the incident counts as, or nil.
local function wanted_of(told)
  local kind = kinds[told.kind]
  if not kind or not told.resident or told.severity == "near_miss" then return nil end
  return { resident = told.resident, kind = kind, date = time.date(told.at),
    severity = told.severity }
end

local function same(row, wanted)
  return wanted and row.resident == wanted.resident and row.kind == wanted.kind
    and row.date == wanted.date
end

local function withdraw(home, row, why)
  home.update("risk_event", row.id, { withdrawn = why })
  tell(home, row.resident, "risk_event")
end

local function record(home, incident, wanted)
  local known = by_hand(home, wanted)
  if known then
    home.update("risk_event", known.id, { incident = incident, severity = wanted.severity })
    return
  end
  local id = home.insert("risk_event", { resident = wanted.resident, kind = wanted.kind,
    date = wanted.date, incident = incident, severity = wanted.severity,
    recorded_by = "不良事件 " .. incident })
  home.publish("risk_event", "resident:" .. wanted.resident,
    { event = id, resident = wanted.resident, kind = wanted.kind, date = wanted.date })
end

local function follow(home, told, standing)
  local row, wanted = of(home, told.incident), standing and wanted_of(told) or nil
  if row and same(row, wanted) then
    if row.severity ~= wanted.severity then
      home.update("risk_event", row.id, { severity = wanted.severity })
    end
    return
  end
  if row then
    withdraw(home, row, standing and "不良事件已更正" or "不良事件已撤销")
  end
  if wanted then record(home, told.incident, wanted) end
end

-- `standing`: whether the incident still stands.
return function(event, home, standing)
  local told = event.payload
  local before = of(home, told.incident)
  follow(home, told, standing)
  local now = of(home, told.incident)
  if before then late_events(event, home, before.resident) end
  if now and not (before and before.resident == now.resident) then
    late_events(event, home, now.resident)
  end
end
