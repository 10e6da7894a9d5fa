-- When a frequency is due, without an order: codes by the same plan and the
-- same times that orders of this home get.
local clock = require "lib.clock"

local function read_start(text)
  local day, at = text:match("^(%d%d%d%d%-%d%d%-%d%d)[T ](%d%d:%d%d)")
  if not day then day, at = text:match("^(%d%d%d%d%-%d%d%-%d%d)$"), "00:00" end
  local seconds = text:match("^%d%d%d%d%-%d%d%-%d%d[T ]%d%d:%d%d:(%d%d)") or "00"
  if not day or not date.valid(day) or not clock.minutes(at) or tonumber(seconds) > 59 then
    refuse("start", "time", "开始时间要写成 2026-11-23T08:00 这样。",
      "Write the start like 2026-11-23T08:00.")
    stop()
  end
  return day, at
end

local function home_times(home, plan)
  local row = home.find("times", { code = plan.code, unit = "" })[1]
  if row then
    plan.times = clock.list(row.times)
    plan.weekdays = row.weekdays or plan.weekdays
  end
end

-- Wall times of another zone than the home's stay without an offset: which one
-- holds there is not for a plugin to know.
local function walls(call, plan, first, at, input)
  local due = array {}
  for i, each in ipairs(call.rules.expand(plan, first, at, input.days)) do
    due[i] = input.zone and each.date .. "T" .. each.time .. ":00"
      or time.iso(time.at(each.date, each.time))
  end
  return due
end

-- Rules and true elapsed time are the host's to expand, in any zone. In another
-- zone than the home's an interval's start is a wall time of that zone.
local function by_host(home, plan, first, at, input)
  local due = array {}
  local rows = home.query("core.due_times", { rule = plan.rule, every = plan.every,
    start = first .. "T" .. at .. ":00", days = input.days, zone = input.zone })
  for i, row in ipairs(rows) do due[i] = input.zone and row.wall or time.iso(row.at) end
  return due
end

return {
  zh = "频次展开", en = "Expand a frequency", permission = "medication.read", single = true,
  input = {
    { name = "frequency", type = "json", required = true, zh = "频次", en = "Frequency" },
    { name = "start", type = "text", max = 32, required = true, zh = "开始（当地时间）",
      en = "Start (local time)" },
    { name = "days", type = "integer", min = 1, max = 400, required = true, zh = "天数",
      en = "Days" },
    { name = "zone", type = "text", max = 60, zh = "时区", en = "Zone" },
  },
  columns = {
    { name = "code", type = "text", zh = "频次", en = "Frequency" },
    { name = "as_needed", type = "boolean", zh = "必要时", en = "As needed" },
    { name = "due", type = "json", zh = "应给时间", en = "Due" },
    { name = "valid_until", type = "text", zh = "有效到", en = "Valid until" },
  },
  run = function(call, home)
    local input = call.input
    local plan, fault = call.rules.frequency(call.data.frequencies[1], input.frequency,
      call.settings)
    if not plan then refuse("frequency", fault.code, fault.zh, fault.en) end
    local first, at = read_start(input.start)
    if refused() then stop() end
    if plan.kind == "clock" then home_times(home, plan) end
    local answer = { code = plan.code, as_needed = plan.kind == "needed", due = array {} }
    if plan.kind == "elapsed" or plan.kind == "rule" then
      answer.due = by_host(home, plan, first, at, input)
    else
      answer.due = walls(call, plan, first, at, input)
    end
    if plan.kind == "needed" and plan.once then
      answer.valid_until = time.iso(time.at(first, at) + call.settings.sos_hours * 3600000)
    end
    return answer
  end,
}
