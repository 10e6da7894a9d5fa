-- Scores a form with the care-risk events that were typed, or else with those on
-- the home's own record.
local scales = require "lib.scales"
local scoring = require "lib.scoring"

local counting = {}

-- Events of the window on the home's own record, by kind. `entry`: resident, base_date.
function counting.on_record(home, entry, changes, inclusive)
  local first = date.add(entry.base_date, -changes.events.days)
  if not inclusive then first = date.add(first, 1) end
  local counts = {}
  for _, row in ipairs(home.query("event_counts", { resident = entry.resident, from = first,
    to = entry.base_date })) do
    counts[row.kind] = row.count
  end
  return counts
end

local function warn_difference(call, verdict, entry, counted, days)
  local options, faults = scoring.options(call, entry.base_date), {}
  local _, typed = call.rules.events(entry.risk_events, call.data.events, days, options, faults)
  local zh, en = {}, {}
  for _, kind in ipairs(call.data.events) do
    local has, said = counted[kind.value] or 0, typed[kind.value] or 0
    if math.min(has, 3) ~= math.min(said, 3) then -- the form tells 3 or more
      zh[#zh + 1] = kind.zh .. " 填 " .. said .. " 次、记录 " .. has .. " 次"
      en[#en + 1] = kind.en .. ": typed " .. said .. ", on record " .. has
    end
  end
  if #zh == 0 then return end
  table.insert(verdict.warnings, { code = "events_differ",
    zh = "填写的风险事件与本院记录不同：" .. table.concat(zh, "；") .. "。请核对。",
    en = "The events typed differ from the home's record: " .. table.concat(en, "; ")
      .. ". Check them." })
end

-- `entry`: resident, standard, edition, base_date and the form. Gives the verdict or nil, the
-- faults, the form as it was scored, and what is on record.
function counting.score(call, home, entry)
  local form, typed = scoring.form(entry), entry.risk_events
  local ready, fault = scales.find(entry.standard, entry.edition, entry.base_date)
  if not ready then return nil, { fault } end
  local changes = ready.scale.changes
  local counted = changes
    and counting.on_record(home, entry, changes, call.settings.window_inclusive)
  if counted and typed == nil and next(counted) then form.risk_events = counted end
  local verdict, faults = scoring.verdict(call, form, entry.standard, ready.scale.edition,
    entry.base_date)
  if verdict and counted and typed ~= nil then
    warn_difference(call, verdict, entry, counted, changes.events.days)
  end
  return verdict, faults, form, counted
end

return counting
