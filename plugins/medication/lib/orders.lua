-- Orders: read from an input, kept as versions, put on the core's schedule.
local clock = require "lib.clock"
local drugs = require "lib.drugs"
local fitting = require "lib.fitting"
local paper = require "lib.paper"
local pauses = require "lib.pauses"
local prescriptions = require "lib.prescriptions"
local reading = require "lib.reading"
local reviews = require "lib.reviews"
local safety = require "lib.safety"
local standing = require "lib.standing"
local times = require "lib.times"
local words = require "lib.words"

local orders = {}

local day = 24 * 3600 * 1000
local plain = { "review", "indication", "prescriber", "document", "instruction", "conditions" }

local function read_plan(call, home, input, row)
  local frequency = input.frequency
  if frequency == nil and input.prn then frequency = "prn" end
  if frequency == nil then
    refuse("frequency", "required", "请写频次。", "Give the frequency.")
    return
  end
  local plan = reading.plan(call, frequency)
  if not plan then return end
  row.own_times = times.settle(home, plan, row.resident, input.times, input.weekdays)
  row.plan, row.frequency = plan, plan.code
  row.often, row.often_en = words.often(plan)
  row.as_needed = plan.kind == "needed" or input.prn ~= nil
end

-- How many doses a day the words of a scheduled code allow as needed.
local function usual_doses(plan)
  if plan.kind == "clock" and not plan.weekdays and not plan.every_days then
    return #plan.times
  end
  return nil
end

local function read_limits(input, row)
  local from = input.prn or {}
  row.min_interval = from.min_interval or input.min_interval
  row.max_doses = from.max_doses or input.max_doses
  row.max_amount = from.max_amount or input.max_amount
  if row.max_amount and row.amount and decimal.cmp(row.max_amount, row.amount) < 0 then
    refuse(from.max_amount and "prn.max_amount" or "max_amount", "range",
      "24 小时最大量 " .. row.max_amount .. " 小于一次的剂量 " .. row.amount .. "。请核对。",
      "The maximum in 24 hours, " .. row.max_amount .. ", is less than one dose of " .. row.amount
        .. ". Check them.")
  end
  if from.reason then row.indication = from.reason end
  local repeats = row.as_needed and row.plan and not row.plan.once
  if not repeats then return end
  row.max_doses = row.max_doses or (not row.max_amount and usual_doses(row.plan)) or nil
  if not row.min_interval then
    refuse("prn.min_interval", "required", "必要时医嘱要写最短间隔（分钟）。",
      "An as-needed order needs a minimum interval (minutes).")
  end
  if not row.max_doses and not row.max_amount then
    refuse("prn.max_doses", "required", "必要时医嘱要写 24 小时最多次数或最大量。",
      "An as-needed order needs a maximum for 24 hours, in doses or amount.")
  end
  if not row.indication then
    refuse("prn.reason", "required", "必要时医嘱要写明用于什么情况。",
      "An as-needed order says what it is for.")
  end
end

local function read_conditions(input, row)
  local seen, asked = {}, array {}
  for i, condition in ipairs(input.conditions or {}) do
    local sign, path = condition.sign, "conditions[" .. i - 1 .. "]"
    if sign and not seen[sign] then
      asked[#asked + 1], seen[sign] = sign, true
    end
    local bound = condition.below or condition.above
    if condition.effect and (sign or bound) or not condition.effect and not sign then
      refuse(path, "one", "给药条件写一种体征，或写一种上次用后的效果。",
        "A condition is of a sign, or of an effect of the dose before.")
    elseif sign and not bound then
      refuse(path, "required", "请写低于或高于多少时暂缓。",
        "Say below or above which value the dose is held.")
    elseif condition.below and condition.above
      and decimal.cmp(condition.below, condition.above) > 0 then
      refuse(path, "order", "低于 " .. condition.below .. " 或高于 " .. condition.above
        .. " 都暂缓，任何值都给不了。请核对。", "Held below " .. condition.below .. " and above "
        .. condition.above .. ": no value would let it be given. Check them.")
    end
  end
  if #asked > 0 then row.ask = asked end
end

-- From when the order's doses are asked for. What began more than a day before
-- it was entered was given elsewhere until now.
local function read_times(call, input, row)
  row.anchor = input.start or call.now
  row.anchor = row.anchor - row.anchor % 1000
  row.starts = row.anchor >= call.now - day and row.anchor or call.now - call.now % 1000
  reading.start(call, "start", row.anchor)
  if input["end"] then row.ends = reading.whole_day(input["end"]) end
  local plan = row.plan
  if plan and plan.every_days then plan.first = input.first or time.date(row.anchor) end
  if plan and plan.kind == "rule" then plan.first = input.first or clock.wall(row.anchor) end
  if plan and plan.kind == "needed" and plan.once then
    row.ends = math.min(row.ends or math.maxinteger,
      row.anchor + call.settings.sos_hours * 3600000)
    if row.ends <= call.now then
      refuse("start", "lapsed", "sos 医嘱超过时限已失效。请重新开立。",
        "This sos order has lapsed. A new one is needed.")
    end
  elseif plan and plan.kind == "once" then
    row.ends = nil
    if row.anchor < row.starts then
      refuse("start", "past", "这一次的时间已经过去一天以上，不能当作现在给。请核对。",
        "The time of this one dose passed more than a day ago: it can't be given now. Check it.")
    end
  end
end

local function check_times(call, input, row)
  if row.ends and input["end"] then reading.ends(call, "end", row.anchor, row.ends) end
  -- a change may leave a day that has passed as it is: its duty goes on asking
  if call.input.review and call.input.review < call.today then
    refuse("review", "past", "复核日期已经过去。", "The review date has passed.")
  end
end

-- Reads an order from `input` (which a change has completed from the order
-- before), and the prescription that it rests on, if one is told. Refuses what is
-- wrong, all at once.
function orders.read(call, home, input, resident, drug)
  local row = { resident = resident, drug = drug.id, route = input.route,
    meal = input.meal or "any", class = input.class or "ordinary",
    signer = input.signer or safety.needs_two(call, drug) or false,
    person = call.person.name, entered = call.now }
  row.name, row.name_en = drugs.label(drug)
  reading.dose(input.dose, row)
  fitting.check_unit(call, drug, row)
  read_plan(call, home, input, row)
  for _, name in ipairs(plain) do row[name] = input[name] end
  read_limits(input, row)
  read_conditions(input, row)
  read_times(call, input, row)
  check_times(call, input, row)
  fitting.check_limits(call, home, row)
  -- a form whose fields were cleared again tells none
  local rests = input.prescription and next(input.prescription)
    and prescriptions.read(call, home, drug, input.prescription, "prescription.")
  return row, rests
end

-- --- schedules -------------------------------------------------------------

-- A standing as-needed order puts nothing on a schedule.
local function has_schedule(row)
  return not row.as_needed or row.plan.kind == "needed" and row.plan.once == true
end

-- What the core is to ask for; refuses a rule that can't begin there. `cut`: a
-- schedule that runs is cut there.
local function spec_of(call, row, id, cut)
  if not has_schedule(row) then return nil end
  local spec, fault = call.rules.spec(row.plan, row.anchor, row.starts, cut)
  if not spec then
    refuse("start", fault.code, fault.zh, fault.en)
    stop()
  end
  spec.subject, spec.data = "resident:" .. row.resident, { order = id }
  if row.ends and not spec.at then spec.until_ = row.ends end
  spec.windows = call.rules.windows(row.plan, row.class, row.min_interval, call.settings)
  if row.signer then spec.second_signer = { outcomes = array { "given" } } end
  return spec
end

-- The first time that a rule is due, looked for in ever wider stretches; nil
-- when two years have none: 30 February never comes.
local function first_due(home, spec)
  local start = math.type(spec.start) and clock.wall(spec.start) or spec.start
  for _, days in ipairs { 7, 62, 800 } do
    local row = home.query("core.due_times", { rule = spec.rule, start = start,
      days = days })[1]
    if row then return row.at end
  end
end

-- An order that asks for no dose would be silent: nobody would miss it. One that
-- ends before its first dose gives a warning, as the end may be changed yet.
local function check_any(home, spec, ends)
  if not spec or not spec.rule then return end
  local at = first_due(home, spec)
  if not at then
    refuse("frequency", "never", "照这样写，两年内一次也不会给药。请核对频次。",
      "Written like this no dose falls within two years: check the frequency.")
    stop()
  elseif ends and at > ends then
    return { zh = "到结束为止一次也不会给药：第一次要到 " .. clock.short(at) .. "。请核对结束时间。",
      en = "No dose falls before the end: the first would be at " .. clock.short(at)
        .. ". Check the end." }
  end
end

-- --- versions --------------------------------------------------------------

local function insert(home, row, course, version, replaces)
  row.course, row.version, row.replaces = course, version, replaces
  local id = home.insert("order", row)
  row.id = id
  return id
end

-- A new course with its first order. With the first one of a care unit its
-- paper sheets begin. `rests`: its prescription or nil. Gives the order's number, and
-- what to warn of, or nil.
function orders.begin(call, home, row, rests)
  local place = home.query("place", { resident = row.resident })[1]
  paper.plan(call, home, place and place.unit or "")
  local course = home.insert("course", { resident = row.resident, drug = row.drug })
  local id = insert(home, row, course, 1)
  local spec = spec_of(call, row, id)
  local notice = check_any(home, spec, row.ends)
  local schedule = spec and home.schedule("dose", spec)
  home.update("course", course, { current = id, schedule = schedule })
  pauses.inherit(home, { id = course, resident = row.resident, schedule = schedule })
  if rests then prescriptions.keep(call, home, home.get("course", course), row, rests) end
  reviews.follow(call, home, home.get("course", course), row)
  return id, notice
end

-- From `from` on the course asks for the doses of this version; a rule that never
-- comes is refused.
local function ask(call, home, course, row, from)
  local schedule = course.schedule
  local spec = spec_of(call, row, row.id, schedule ~= nil)
  check_any(home, spec)
  if spec and schedule then
    home.reschedule(schedule, from, spec)
  elseif schedule then
    home.stop(schedule, from)
  elseif spec then
    schedule = home.schedule("dose", spec)
  end
  home.update("course", course.id, { current = row.id, schedule = schedule })
  if spec and not course.schedule then
    course.schedule = schedule
    for _, pause in ipairs(pauses.open(home, course)) do
      home.hold(schedule, pause.starts, nil, pause.reason)
    end
  end
end

-- A planned stop is one of the course: it holds for the version that follows. Gives
-- that as a text.
local function keep_stop(home, course, row, planned)
  standing.finish({ person = { name = planned.person }, now = planned.entered }, home, row,
    planned.at, planned.kind, planned.reason)
  course = home.get("course", course.id)
  if course.schedule then home.stop(course.schedule, planned.at) end
  local at = clock.short(planned.at)
  return { zh = "仍按原定于 " .. at .. " 停药。",
    en = "It stops at " .. at .. ", as planned before." }
end

-- The next version of a course, which cuts what is in force at `row.starts` (invariant
-- M16). It rests on the prescription of the one before, or on `rests`. Gives its number
-- and what no longer holds, as texts.
function orders.succeed(call, home, course, row, rests, reason)
  course = home.get("course", course)
  local was = home.get("order", course.current)
  local versions = standing.versions(home, course.id)
  local last = versions[#versions]
  row.reason = reason
  insert(home, row, course.id, last.version + 1, last.id)
  local old, later, planned = standing.take_back(call, home, course.id, row.starts, reason, row.id)
  standing.finish(call, home, old, row.starts, "changed", reason, row.id)
  ask(call, home, course, row, row.starts)
  local kept, lasting = nil, row
  if planned and not (call.input["end"] or call.input.endless) then
    lasting = copy(row)
    lasting.ends = math.min(row.ends or planned.at, planned.at)
    kept, planned = keep_stop(home, course, row, planned), nil
  end
  if rests then
    prescriptions.keep(call, home, course, lasting, rests)
  else
    prescriptions.follow(call, home, course, lasting)
  end
  reviews.follow(call, home, course, row, was)
  if kept then reviews.rest(home, course) end
  local told = standing.tell(call, home, later, planned, reason)
  told[#told + 1] = kept
  return row.id, told
end

-- Ends a course at `at`. Gives what no longer holds, as texts.
function orders.finish(call, home, course, at, kind, reason)
  local old, later, planned = standing.take_back(call, home, course, at, reason)
  standing.finish(call, home, old, at, kind, reason)
  home.update("course", course, { current = old.id })
  course = home.get("course", course)
  if course.schedule then home.stop(course.schedule, at) end
  prescriptions.forget(home, course)
  reviews.rest(home, course)
  return standing.tell(call, home, later, planned, reason)
end

-- Takes back what is planned for later: what is in force goes on. Gives that as texts,
-- none when nothing is planned.
function orders.go_on(call, home, order, reason)
  local old = standing.at(home, order.course, call.now)
  local ending = standing.ending(home, old)
  -- the one dose of an order asks nothing behind it
  if not ending or old.plan.kind == "once" or old.plan.once then return array {} end
  local _, later, planned = standing.take_back(call, home, order.course, call.now, reason)
  local course, row = home.get("course", order.course), copy(old)
  local was = home.get("order", course.current)
  row.starts = ending.at
  ask(call, home, course, row, ending.at)
  course = home.get("course", course.id)
  prescriptions.follow(call, home, course, old)
  reviews.follow(call, home, course, old, was)
  if planned then reviews.wake(call, home, course, old) end
  return standing.tell(call, home, later, planned, reason)
end

-- --- finding ----------------------------------------------------------------

-- The order that an action is about: one in force or to come, of whose course it acts.
function orders.current(call, home, id)
  local order = home.get("order", id)
  local ending = standing.ending(home, order)
  if not ending or ending.at > call.now then return order end
  if ending.kind == "changed" or ending.kind == "withdrawn" then
    refuse("order", "stale", "这条医嘱已被更改，这是旧的一版。请刷新后再改。",
      "This order was changed: that is an old version. Refresh and try again.")
  else
    refuse("order", "ended", "这条医嘱已于 " .. clock.short(ending.at) .. " 停止。",
      "This order was stopped at " .. clock.short(ending.at) .. ".")
  end
  stop()
end

-- From when what is said holds: now, or a time that somebody named; and the version that
-- is in force then.
function orders.cut(call, home, order)
  local at = call.input.from or call.now
  at = at - at % 1000
  local now = standing.at(home, order.course, call.now)
  if at < now.starts then
    if call.input.from then
      refuse("from", "before_start", "时间要在医嘱开始（" .. clock.short(now.starts) .. "）之后。",
        "The time must not be before the order's start (" .. clock.short(now.starts) .. ").")
    end
    at = now.starts
  elseif at > call.now + 366 * day or at < call.now - 31 * day then
    refuse("from", "range", "时间离现在太远，请核对。", "The time is too far from now: check it.")
  end
  local old = standing.at(home, order.course, at)
  local ending = standing.ending(home, old)
  if ending and ending.kind ~= "changed" and ending.at <= at then
    refuse(call.input.from and "from" or "order", "ended", "这条医嘱已定于 "
      .. clock.short(ending.at) .. " 停止。要更晚停或不停，请先点恢复。", "This order is to stop at "
      .. clock.short(ending.at) .. ". To stop it later or not at all, resume it first.")
  end
  return at, old
end

return orders
