-- The loop of a hazard: found, judged, planned, put right, accepted, closed.
-- Each open step has one duty, asked for at once, late at its limit.
local dates = require "lib.dates"
local when = require "lib.when"

local hazards = {}

local hour, day = 3600000, 86400000

-- A step that was taken, by the person of the call.
function hazards.step(call, home, id, state, at, note)
  home.insert("hazard_step", { hazard = id, state = state, person = call.person.id,
    person_name = call.person.name, at = at, recorded = call.now, note = note })
end

-- Asks for the next step until `limit` (ms). Gives the schedule.
function hazards.ask(call, home, id, kind, limit)
  local left = math.max(limit - call.now, 60000)
  return home.schedule(kind, { subject = "hazard:" .. id, at = call.now,
    data = { hazard = id, limit = limit },
    windows = { late = dates.window(left), missed = dates.window(left + day) } })
end

-- A new hazard. `found`: what, kind, place, source, at and so on.
function hazards.open(call, home, found)
  local id = home.insert("hazard", {
    kind = found.kind, what = found.what, building = found.building, floor = found.floor,
    place = found.place, photo = found.photo, source = found.source,
    equipment = found.equipment, found_by = call.person.id, found_by_name = call.person.name,
    found_at = found.at, recorded = call.now, state = "found",
  })
  hazards.step(call, home, id, "found", found.at, found.what)
  local limit = call.now + call.settings.judge_hours * hour
  home.update("hazard", id, { schedule = hazards.ask(call, home, id, "judge_hazard", limit) })
  home.publish("hazard_found", "hazard:" .. id, { hazard = id, kind = found.kind })
  return id
end

-- The hazard of the call, in the state that the action is about.
function hazards.of(call, home, state)
  when.final(call)
  local hazard = home.get("hazard", call.input.hazard)
  if hazard.state ~= state then
    refuse("hazard", "state", "这条隐患现在不在这一步。请刷新再看。",
      "This hazard is at another step now. Refresh and look again.")
    stop()
  end
  if call.duty and call.duty.subject ~= "hazard:" .. hazard.id then
    refuse("duty", "other", "这项任务是另一条隐患的。", "This duty is about another hazard.")
    stop()
  end
  return hazard
end

-- Nobody accepts or closes what is their own.
function hazards.not_own(call, hazard)
  if call.person.id == hazard.found_by then
    refuse("hazard", "finder", "发现隐患的人不能验收或销号，请换一个人。",
      "Who found a hazard can't accept or close it. Another person must.")
  end
  if call.person.id == hazard.fixed_by then
    refuse("hazard", "fixer", "整改的人不能验收或销号，请换一个人。",
      "Who put a hazard right can't accept or close it. Another person must.")
  end
end

-- Moves it on, asks for the next step, tells.
function hazards.move(call, home, hazard, at, changes, note, kind, limit)
  if kind then changes.schedule = hazards.ask(call, home, hazard.id, kind, limit)
  else changes.schedule = null end
  home.update("hazard", hazard.id, changes)
  hazards.step(call, home, hazard.id, changes.state, at, note)
  home.publish("hazard_" .. changes.state, "hazard:" .. hazard.id,
    { hazard = hazard.id, level = changes.level or hazard.level })
end

return hazards
