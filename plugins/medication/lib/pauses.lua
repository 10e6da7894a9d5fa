-- Holding and releasing the doses of a course. What is held asks nobody and
-- stays in sight with its reason; the last pause that ends lets doses be asked
-- for again.
local clock = require "lib.clock"
local enums = require "data.enums"
local words = require "lib.words"

local pauses = {}

-- Begins a pause; the same one told twice is one, and one that had ended goes on.
function pauses.begin(home, course, kind, from, reason, person)
  local known = home.find("pause", { course = course.id, kind = kind, starts = from })[1]
  if known and not known.ends then return known.id end
  local id = known and known.id
  if known then
    home.update("pause", id, { ends = null, ended_by = null, reason = reason, person = person })
  else
    id = home.insert("pause", { course = course.id, kind = kind, starts = from,
      reason = reason, person = person })
  end
  if course.schedule then home.hold(course.schedule, from, nil, reason) end
  return id
end

-- The open pauses of a course; only those of `kinds` when given.
function pauses.open(home, course, kinds)
  local list = {}
  for _, pause in ipairs(home.find("pause", { course = course.id, ends = null })) do
    if not kinds or kinds[pause.kind] then list[#list + 1] = pause end
  end
  return list
end

-- For who said otherwise: holds that will not come as they were planned.
function pauses.replaced(list)
  local told = array {}
  for i, pause in ipairs(list) do
    local at = clock.short(pause.starts)
    told[i] = { zh = "原定 " .. at .. " 起的暂停不再生效。",
      en = "The hold planned from " .. at .. " no longer holds." }
  end
  return told
end

-- Ends pauses at `at`, the doctor's or those of who was away; what others still hold
-- stays held, also for a time that was said ahead.
function pauses.finish(home, course, list, at, person)
  if #list == 0 then return end
  for _, pause in ipairs(list) do
    home.update("pause", pause.id, { ends = math.max(at, pause.starts), ended_by = person })
  end
  if not course.schedule then return end
  home.release(course.schedule, at)
  local doctor = list[1].kind == "doctor"
  for _, other in ipairs(home.find("pause", { course = course.id })) do
    local from = math.max(at, other.starts)
    if not other.ends or other.ends > from and (other.kind == "doctor") ~= doctor then
      home.hold(course.schedule, from, other.ends, other.reason)
    end
  end
end

-- A new course of somebody who is away is held like the others.
function pauses.inherit(home, course)
  local away = home.query("away", { resident = course.resident })[1]
  if away then
    pauses.begin(home, course, away.kind, away.starts,
      (words.of(enums.pause, away.kind)))
  end
end

return pauses
