-- A drill: planned, started with the list of that moment, timed, held.
local hazards = require "lib.hazards"
local when = require "lib.when"

local drills = {}

function drills.of(call, home, state)
  local drill = home.get("drill", call.input.drill)
  if drill.state ~= state then
    refuse("drill", "state", "这次演练现在不在这一步。", "This drill is at another step now.")
    stop()
  end
  return drill
end

local function count(people)
  local counted = { inside = 0, safe = 0, excused = 0, last = nil }
  for _, each in ipairs(people) do
    counted[each.state] = counted[each.state] + 1
    if each.safe_at then counted.last = math.max(counted.last or 0, each.safe_at) end
  end
  return counted
end

local function report(call, home, drill, at)
  local ids = array {}
  for i, each in ipairs(call.input.findings or {}) do
    ids[i] = hazards.open(call, home, { kind = each.group, what = each.what,
      building = drill.building, floor = drill.floor, place = each.place, source = "drill",
      at = at })
  end
  return ids
end

-- Closes a drill; gives the facts of its duty.
function drills.finish(call, home)
  when.final(call)
  local input, ended = call.input, when.claimed(call)
  if input.outcome == "not_done" then return {} end
  local drill = drills.of(call, home, "running")
  local counted = count(home.find("drill_person", { drill = drill.id }))
  if counted.inside > 0 then
    refuse("drill", "inside", ("还有 %d 人没有标为已撤出或不参加。"):format(counted.inside),
      ("%d people are neither out nor excused."):format(counted.inside))
  end
  if ended < (counted.last or drill.started) then
    refuse("at", "order", "结束时间早于最后一人到安全处。", "It can't end before the last is safe.")
  end
  if refused() then stop() end
  local found = report(call, home, drill, ended)
  home.update("drill", drill.id, { state = "held", ended = ended, staff = input.staff,
    lessons = input.lessons })
  home.publish("drill_held", "drill:" .. drill.id, { drill = drill.id, risk = drill.risk })
  return { drill = drill.id, risk = drill.risk, announced = drill.announced,
    started = drill.started, ended = ended, safe = counted.safe, excused = counted.excused,
    seconds = counted.last and (counted.last - drill.started) // 1000 or 0, staff = input.staff,
    hazards = found }
end

-- Whoever says that a drill was held says which.
function drills.required(call)
  if call.input.drill then return end
  refuse("drill", "required", "请选是哪一次演练。", "Say which drill it was.")
  stop()
end

function drills.risk(home, drill, risk, is)
  if drill and (home.get("drill", drill).risk == risk) ~= is then
    refuse("drill", "risk", "这次演练的内容和任务不一致。", "That drill was for something else.")
    stop()
  end
end

return drills
