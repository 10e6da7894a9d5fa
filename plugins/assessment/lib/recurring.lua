-- Rules (RFC 5545) by which a care task comes again.
local recurring = {}

local by_days = { "BYDAY=", "BYMONTHDAY=", "BYYEARDAY=", "BYWEEKNO=", "BYSETPOS=", "RSCALE=" }

local function says_days(rule)
  for _, part in ipairs(by_days) do
    if rule:find(part, 1, true) then return true end
  end
  return false
end

-- The rule as it is kept for a task from `day` on. What begins on the 29th, 30th or
-- 31st and says no days comes on the last day of a month that has none such (RFC 7529).
function recurring.settle(rule, day)
  rule = rule:upper():gsub("^RRULE:", "")
  local often = rule:match("FREQ=(%a+)")
  local by_month = often == "MONTHLY" or often == "YEARLY"
  if not by_month or date.parts(day).day < 29 or says_days(rule) then return rule end
  return "RSCALE=GREGORIAN;SKIP=BACKWARD;" .. rule
end

-- Whether its last day has passed.
function recurring.over(rule, today)
  local year, month, day = rule:match("UNTIL=(%d%d%d%d)(%d%d)(%d%d)")
  return year ~= nil and year .. "-" .. month .. "-" .. day < today
end

-- Refuses what nobody could do, and what would never come. Two years are looked through, in
-- ever wider stretches. The host refuses what is no rule.
function recurring.check(home, rule, day, at)
  local often = rule:match("FREQ=(%a+)")
  if often == "MINUTELY" or often == "SECONDLY" then
    refuse("rule", "too_often", "规则太密：每小时一次是最密的。",
      "That rule is too frequent: hourly is the most.")
    stop()
  end
  for _, days in ipairs { 7, 62, 800 } do
    if home.query("core.due_times", { rule = rule, start = day .. "T" .. at .. ":00",
      days = days })[1] then return end
  end
  refuse("rule", "never", "照这样写，两年内一次也不会到期。请核对规则。",
    "Written like this it is never due within two years: check the rule.")
  stop()
end

return recurring
