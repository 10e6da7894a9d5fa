-- A task of the home's own: how often in words, or an RRULE.
local care = require "lib.care"
local fields = require "lib.fields"
local here = require "lib.here"
local recurring = require "lib.recurring"
local tell = require "lib.tell"

local often = {
  { value = "daily", zh = "每天", en = "Daily", rule = "FREQ=DAILY" },
  { value = "twice", zh = "每天两次（隔 8 小时）", en = "Twice a day, 8 hours apart" },
  { value = "weekly", zh = "每周", en = "Weekly", rule = "FREQ=WEEKLY" },
  { value = "monthly", zh = "每月", en = "Monthly", rule = "FREQ=MONTHLY" },
}
local shown = {}
for i, each in ipairs(often) do
  shown[i] = { value = each.value, zh = each.zh, en = each.en }
end

local function rule_of(input)
  if input.rule then return input.rule end
  for _, each in ipairs(often) do
    if each.value == input.often and each.rule then return each.rule end
  end
  local hour = tonumber(input.at:sub(1, 2))
  return ("FREQ=DAILY;BYHOUR=%d,%d"):format(math.min(hour, (hour + 8) % 24),
    math.max(hour, (hour + 8) % 24))
end

-- The first day: not one whose hour has passed already.
local function first_day(call)
  local input = call.input
  local day = input.from or call.today
  if day < call.today then
    refuse("from", "past", "不能从过去的日子开始。", "It can't begin on a day that has passed.")
  end
  return time.at(day, input.at) < call.now and date.add(call.today, 1) or day
end

return {
  zh = "增加照护任务", en = "Add a care task", permission = "assessment.plan", subject = "resident",
  input = fields.of("resident",
    { name = "text", type = "text", min = 2, max = 300, required = true, zh = "任务", en = "Task" },
    { name = "often", type = "enum", values = shown, default = "daily", zh = "多久一次",
      en = "How often" },
    { name = "at", type = "text", min = 5, max = 5, default = "08:00", zh = "几点（08:00）",
      en = "At (08:00)" },
    { name = "from", type = "date", zh = "从哪天起（不填就是今天）", en = "From (today when empty)" },
    { name = "rule", type = "text", max = 200, zh = "或重复规则（RRULE）", en = "Or an RRULE" }),
  output = fields.of({ name = "task", type = "id", zh = "任务", en = "Task" }),
  run = function(call, home)
    here.check(home, call.input.resident)
    local input = call.input
    if not input.at:match("^[01]%d:[0-5]%d$") and not input.at:match("^2[0-3]:[0-5]%d$") then
      refuse("at", "time", "几点要写成 08:00 这样。", "Write the time like 08:00.")
      stop()
    end
    local day = first_day(call)
    if refused() then stop() end
    local rule = recurring.settle(rule_of(input), day)
    recurring.check(home, rule, day, input.at)
    local plan = care.begin(call, home, input.resident)
    tell(home, input.resident, "plan")
    return { task = care.add_task(home, { plan = plan.id, resident = input.resident,
      text = input.text, origin = "own", rule = rule }, day, input.at) }
  end,
}
