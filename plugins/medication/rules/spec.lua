-- A plan of times as the core's schedule wants it: RRULEs for times by the
-- clock, elapsed time for intervals. `anchor`: from when days are counted (ms);
-- `from`: nothing before it (ms). `cut`: a schedule is cut there, so the host asks
-- for nothing before `from`, whenever the rule began. Gives a table for
-- home.schedule, or nil and a fault.
local clock = require "lib.clock"

local weekday_names = { "MO", "TU", "WE", "TH", "FR", "SA", "SU" }

-- One rule for all times of one minute: 08:00 and 16:00, but not 06:30.
local function by_minute(times)
  local order, hours = {}, {}
  for _, text in ipairs(times) do
    local minutes = clock.minutes(text)
    local minute = minutes % 60
    if not hours[minute] then
      hours[minute] = {}
      order[#order + 1] = minute
    end
    table.insert(hours[minute], tostring(minutes // 60))
  end
  return order, hours
end

local function days_of(plan)
  if plan.every_days then return "FREQ=DAILY;INTERVAL=" .. plan.every_days end
  if not plan.weekdays then return "FREQ=DAILY" end
  local names = {}
  for i, weekday in ipairs(plan.weekdays) do names[i] = weekday_names[weekday] end
  return "FREQ=WEEKLY;BYDAY=" .. table.concat(names, ",")
end

local function rules_of(plan)
  local rules, days = array {}, days_of(plan)
  local order, hours = by_minute(plan.times)
  for i, minute in ipairs(order) do
    rules[i] = days .. ";BYHOUR=" .. table.concat(hours[minute], ",") ..
      ";BYMINUTE=" .. minute .. ";BYSECOND=0"
  end
  return rules
end

-- Days are counted from the order's first day also when it is entered later: the
-- first counted day from `from` on; the last one before it when cut, since the next
-- may lie behind the end. That day is a date (invariant M15): in another zone the
-- anchor may lie on the next. Orders from before say none.
local function counted(plan, anchor, from, cut)
  local day = time.date(from)
  local past = date.diff(day, plan.first or time.date(anchor)) % plan.every_days
  if past == 0 then return from end
  return date.add(day, (cut and 0 or plan.every_days) - past) .. "T00:00:00"
end

-- The same of hours that really pass.
local function elapsed(plan, anchor, from, cut)
  local behind = math.max(0, from - anchor)
  local steps = (behind + (cut and 0 or plan.ms - 1)) // plan.ms
  return { every = plan.every, start = anchor + steps * plan.ms }
end

-- Cut, a rule goes on as it began, at a wall time: its days, its hour where it
-- names none, what is left of its COUNT. On a new schedule its past would be
-- asked for. Orders from before say no wall time.
local function of_rule(plan, anchor, from, cut)
  if cut then return { rule = plan.rule, start = plan.first or clock.wall(anchor) } end
  if from > anchor and (plan.rule:match("INTERVAL=") or plan.rule:match("COUNT=")) then
    return nil, { code = "past", zh = "这条规则从开始日起数。请把开始时间写成下一次应给的时间。",
      en = "This rule counts from its start. Give the time of the next dose as the start." }
  end
  return { rule = plan.rule, start = from }
end

return function(plan, anchor, from, cut)
  if plan.kind == "elapsed" then
    return elapsed(plan, anchor, from, cut)
  elseif plan.kind == "rule" then
    return of_rule(plan, anchor, from, cut)
  elseif plan.kind == "clock" then
    local start = plan.every_days and counted(plan, anchor, from, cut) or from
    return { rule = rules_of(plan), start = start }
  end
  return { at = from }
end
