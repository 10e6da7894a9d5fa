-- Care plans: goals and tasks by level and risk from the template, the home's
-- own kept beside them. Each task is a recurring duty.
local away = require "lib.away"
local here = require "lib.here"
local recurring = require "lib.recurring"
local scales = require "lib.scales"

local care = {}

local hour = 3600000

function care.of(home, resident)
  return home.find("plan", { resident = resident, state = "active" })[1]
end

-- The template that holds on a day.
function care.template(call)
  for _, edition in ipairs(call.data.care) do
    if edition.valid_from <= call.today
      and not (edition.valid_to and edition.valid_to <= call.today) then
      return edition
    end
  end
end

function care.begin(call, home, resident)
  local plan = care.of(home, resident)
  if plan then return plan end
  local id = home.insert("plan", { resident = resident, starts = call.today, state = "active" })
  return home.get("plan", id)
end

-- --- tasks ---------------------------------------------------------------------

local function spec_of(task, starts)
  return { subject = "resident:" .. task.resident, rule = task.rule, start = starts,
    data = { task = task.id, text = task.text } }
end

-- Asks for a task from `starts` on (local). `cut`: it counts from its own start, which is
-- past, but nothing before that instant is asked for.
local function put(home, task, starts, cut)
  local schedule = home.schedule("care_task", spec_of(task, starts))
  if cut then home.reschedule(schedule, cut, spec_of(task, task.starts)) end
  home.update("task", task.id, { starts = cut and task.starts or starts, schedule = schedule })
  local gone = away.of(home, task.resident)
  if gone then away.hold(home, gone, schedule) end
end

-- `task`: plan, resident, text, origin, name, risk, rule; from `day` on, `at` a local time.
-- Nobody does the tasks of who does not live here yet: they wait.
function care.add_task(home, task, day, at)
  task.starts, task.state = day .. "T" .. at .. ":00", "active"
  task.rule = recurring.settle(task.rule, day)
  task.id = home.insert("task", task)
  if here.lives(home, task.resident) then put(home, task, task.starts) end
  return task.id
end

function care.end_task(home, task, at, because)
  if task.schedule then home.stop(task.schedule, at) end
  home.update("task", task.id, { state = "ended", ended = at, ended_because = because })
end

-- A task that waited: the template's begins now, one of the home's own keeps the days that
-- it was given. Nothing in the past is asked for.
local function begin(call, home, task)
  local planned, at = task.starts:sub(1, 10), task.starts:sub(12, 16)
  if time.at(planned, at) >= call.now then
    put(home, task, task.starts)
  elseif recurring.over(task.rule, call.today) then
    care.end_task(home, task, call.now, "入住前已过期")
  else
    local day = time.at(call.today, at) < call.now and date.add(call.today, 1) or call.today
    put(home, task, day .. task.starts:sub(11), task.origin == "own" and call.now or nil)
  end
end

-- Somebody lives here now.
function care.start(call, home, resident)
  local plan = care.of(home, resident)
  for _, task in ipairs(plan and home.find("task", { plan = plan.id, state = "active" }) or {}) do
    if not task.schedule then begin(call, home, task) end
  end
end

local function active(home, plan, origin)
  return home.find("task", { plan = plan, origin = origin, state = "active" })
end

-- Makes the tasks of one origin those of the template: what is there stays,
-- what is missing begins, what is not wanted any more ends.
local function follow(call, home, plan, origin, wanted, because)
  local there, names = {}, {}
  for _, each in ipairs(wanted) do names[each.name] = true end
  for _, task in ipairs(active(home, plan.id, origin)) do
    there[task.name or ""] = true
    if task.name and not names[task.name] then care.end_task(home, task, call.now, because) end
  end
  for _, each in ipairs(wanted) do
    if not there[each.name] then
      care.add_task(home, { plan = plan.id, resident = plan.resident, text = each.zh,
        origin = origin, name = each.name, risk = each.risk, rule = each.rule },
        date.add(call.today, 1), each.at)
    end
  end
end

-- The same of goals, which are told apart by their words.
local function follow_goals(home, plan, origin, wanted, because)
  local there = {}
  for _, goal in ipairs(home.find("goal", { plan = plan.id, origin = origin, state = "open" })) do
    there[goal.text] = goal
  end
  for _, each in ipairs(wanted) do
    if not there[each.zh] then
      home.insert("goal", { plan = plan.id, resident = plan.resident, text = each.zh,
        origin = origin, state = "open" })
    end
    there[each.zh] = nil
  end
  for _, goal in pairs(there) do
    home.update("goal", goal.id, { state = "dropped", note = because })
  end
end

-- What the template has for the nine risks of a verdict: prevention tasks of medium and
-- high ones, a goal of each high one.
local function by_risk(template, risks)
  local tasks, goals = {}, {}
  for _, risk in ipairs(risks) do
    for _, task in ipairs(risk.level > 0 and template.risks[risk.risk] or {}) do
      if risk.level >= task.from then
        tasks[#tasks + 1] = { name = risk.risk .. "." .. task.name, zh = task.zh,
          rule = task.rule, at = task.at, risk = risk.risk }
      end
    end
    if risk.level == 2 then goals[#goals + 1] = template.risk_goals[risk.risk] end
  end
  return tasks, goals
end

function care.prevent(call, home, resident, risks)
  local tasks, goals = by_risk(care.template(call), risks)
  local wanted = #tasks > 0 or #goals > 0
  local plan = wanted and care.begin(call, home, resident) or care.of(home, resident)
  if not plan then return end
  follow(call, home, plan, "risk", tasks, "风险已降低")
  follow_goals(home, plan, "risk", goals, "风险已降低")
end

-- --- the plan by level -----------------------------------------------------------

local function end_review(home, plan, now)
  if plan.review then home.stop(plan.review, math.min(plan.review_due, now)) end
end

-- The plan takes the goals and tasks of the assessment's level.
function care.renew(call, home, assessment)
  local plan, template = care.begin(call, home, assessment.resident), care.template(call)
  local parts = template.levels[assessment.level + 1]
  follow(call, home, plan, "level", parts.tasks, "等级已变")
  follow_goals(home, plan, "level", parts.goals, "等级已变")
  end_review(home, plan, call.now)
  home.update("plan", plan.id, { assessment = assessment.id, standard = assessment.standard,
    edition = assessment.edition, level = assessment.level, template = template.edition,
    reviewed = call.today, review = null, review_due = null })
  return plan.id
end

-- A person must look at the plan: its level is not the resident's any more.
function care.ask_review(call, home, plan, level)
  end_review(home, plan, call.now)
  local due = call.now + call.settings.review_hours * hour
  local schedule = home.schedule("review_plan", { subject = "resident:" .. plan.resident,
    at = due, data = { plan = plan.id, from = plan.level, to = level } })
  home.update("plan", plan.id, { review = schedule, review_due = due })
end

-- Who lives here again with assessments that are fresh enough: the plan follows them.
function care.resume(call, home, resident)
  if not call.settings.auto_plan or care.of(home, resident) then return end
  for _, found in ipairs(home.query("current", { resident = resident })) do
    local row = home.get("assessment", found.id)
    local ready = scales.exactly(row.standard, row.edition)
    if ready and ready.scale.key == "gbt42195" then
      care.renew(call, home, row)
    elseif row.result.risks then
      care.prevent(call, home, resident, row.result.risks)
    end
  end
end

-- `at`: when it ended; nothing is to be done from then on.
function care.close(call, home, resident, at, because)
  local plan = care.of(home, resident)
  if not plan then return end
  for _, task in ipairs(home.find("task", { plan = plan.id, state = "active" })) do
    care.end_task(home, task, at, because)
  end
  for _, goal in ipairs(home.find("goal", { plan = plan.id, state = "open" })) do
    home.update("goal", goal.id, { state = "dropped", note = because })
  end
  end_review(home, plan, call.now)
  home.update("plan", plan.id, { state = "ended", ends = call.today, review = null,
    review_due = null })
end

return care
