-- Rounds along routes: points scanned on the way, or written in later from a
-- printed blank with the times on it.
local hazards = require "lib.hazards"
local scan = require "lib.scan"
local when = require "lib.when"

local patrol = {}

-- The points of a route in order, and a set of them.
function patrol.points(home, route)
  local list = home.find("route_point", { route = route })
  table.sort(list, function(a, b) return a.position < b.position end)
  local set = {}
  for _, each in ipairs(list) do set[each.point] = each end
  return list, set
end

function patrol.walks(home, route, day)
  if route.ends and route.ends <= day then
    refuse("route", "ended", "这条路线已经停用。", "This route is no longer used.")
  end
  if #patrol.points(home, route.id) == 0 then
    refuse("route", "no_points", "这条路线还没有巡查点。", "This route has no points yet.")
  end
end

-- The point with this code, not yet reached in this round and on its route.
function patrol.point(call, home, code, field, set, reached)
  local point = scan.find(call, home, "point", code, field)
  if not point then return nil end
  if not set[point.id] then
    refuse(field, "off_route", "“" .. point.name .. "”不在这条路线上。",
      "\"" .. point.name .. "\" is not on this route.")
  elseif reached[point.id] then
    refuse(field, "twice", "“" .. point.name .. "”在这一次巡查里已经到过。",
      "\"" .. point.name .. "\" was reached in this round already.")
  end
  return point
end

-- Writes that a point was reached; what was wrong there becomes a hazard.
function patrol.reach(call, home, round, point, seen)
  local hazard
  if seen.problem then
    hazard = hazards.open(call, home, { kind = seen.group or "fire", what = seen.problem,
      building = point.building, floor = point.floor, place = point.name, source = "patrol",
      photo = seen.photo, at = seen.at })
  end
  return home.insert("scan", { round = round, point = point.id, at = seen.at,
    recorded = call.now, person = call.person.id, hazard = hazard, note = seen.note }), hazard
end

function patrol.start(call, home, route, started, entry, walked_by)
  return home.insert("round", { route = route, started = started, recorded = call.now,
    person = call.person.id, person_name = call.person.name,
    walked_by = walked_by or call.person.name, entry = entry, state = "running" })
end

local function problems_of(scans)
  local count = 0
  for _, each in ipairs(scans) do
    if each.hazard then count = count + 1 end
  end
  return count
end

local function check_outcome(outcome, points, scans, problems)
  if outcome == "done" and problems > 0 then
    refuse("outcome", "problems", "这次巡查发现了问题，请选“有问题”。",
      "Something was wrong on this round: choose \"problems\".")
  elseif outcome == "problems" and problems == 0 then
    refuse("outcome", "no_problem", "这次巡查没有记下问题。", "No problem was noted on this round.")
  end
  if #scans < #points and outcome ~= "partial" then
    refuse("outcome", "points_missing", ("还有 %d 个点没有到。没有走完请选“未走完”并写原因。")
      :format(#points - #scans), ("%d points were not reached. If the round was cut short choose "
      .. "\"cut short\" and say why."):format(#points - #scans))
  end
end

-- Closes a round. Gives its facts.
function patrol.finish(call, home, round, ended)
  local points = patrol.points(home, round.route)
  local scans = home.find("scan", { round = round.id })
  local problems = problems_of(scans)
  for _, each in ipairs(scans) do
    if ended < each.at then
      refuse("at", "order", "结束时间早于最后一个点的到点时间。",
        "The round can't end before its last point.")
      break
    end
  end
  check_outcome(call.input.outcome, points, scans, problems)
  if refused() then stop() end
  home.update("round", round.id, { ended = ended, problems = problems, note = call.input.note,
    state = round.state == "running" and "finished" or nil, duty = call.duty.duty })
  return { round = round.id, route = round.route, points = #points, reached = #scans,
    started = round.started, ended = ended, problems = problems, entry = round.entry,
    walked_by = round.walked_by }
end

-- A whole round from a printed blank.
local function from_paper(call, home, route)
  local input = call.input
  local started = when.claimed(call, "started")
  local _, set = patrol.points(home, route.id)
  local round = patrol.start(call, home, route.id, started, "paper", input.walked_by)
  local reached, last = {}, started
  for i, seen in ipairs(input.points) do
    local field = "points[" .. i - 1 .. "]"
    local point = patrol.point(call, home, seen.code, field, set, reached)
    if point and not reached[point.id] then
      if seen.at < last or seen.at > call.now then
        refuse(field, "order", "到点时间要在开始之后，一个点一个点往后。",
          "Times of points must come after the start, one after the other.")
      end
      last = math.max(last, seen.at)
      if refused() then stop() end
      reached[point.id] = true
      patrol.reach(call, home, round, point, seen)
    end
  end
  if refused() then stop() end
  return home.get("round", round)
end

local function under_way(call, home)
  local round = call.input.round and home.get("round", call.input.round)
  if not round then
    refuse("round", "required", "请先开始巡查，或填写纸上的各点。",
      "Start the round first, or fill in the points from paper.")
    stop()
  end
  if round.state ~= "running" then
    refuse("round", "over", "这一次巡查已经结束。", "This round is over.")
  elseif round.person ~= call.person.id then
    refuse("round", "other_person", "这是" .. round.person_name .. "的巡查，要由本人记录。",
      "This is " .. round.person_name .. "'s round: who walked it records it.")
  end
  return round
end

-- The round of a duty that is corrected.
local function recorded_before(call, home)
  local round = home.find("round", { duty = call.duty.duty, state = "finished" })[1]
  if not round then
    refuse("supersedes", "no_round", "原来的记录没有巡查，请按纸上的各点补录。",
      "There was no round: enter its points from paper.")
    stop()
  end
  return round
end

-- A round is for the duty of its own time.
local function check_time(call, round)
  local due = call.duty.due
  if round.started < due - 2 * 3600000 or round.started > due + 12 * 3600000 then
    refuse("round", "other_time", "这一次巡查不在这项任务的时间里（" .. time.iso(round.started):sub(1, 16)
      .. "）。", "That round was walked at another time (" .. time.iso(round.started):sub(1, 16)
      .. ").")
  end
end

-- The handler of both kinds of patrol duty.
function patrol.record(call, home)
  local input = call.input
  if input.outcome == "not_done" then return { facts = { entry = "none" } } end
  local ended = when.claimed(call)
  local route = home.get("route", call.duty.data.route)
  local paper = input.points and #input.points > 0
  local round = paper and from_paper(call, home, route)
    or input.supersedes and recorded_before(call, home) or under_way(call, home)
  if round.route ~= route.id then
    refuse("round", "route", "这一次走的是另一条路线。", "That round went along another route.")
  end
  check_time(call, round)
  if paper and input.supersedes then
    for _, old in ipairs(home.find("round", { duty = call.duty.duty, state = "finished" })) do
      home.update("round", old.id, { state = "replaced" })
    end
  end
  if refused() then stop() end
  return { facts = patrol.finish(call, home, round, ended) }
end

return patrol
