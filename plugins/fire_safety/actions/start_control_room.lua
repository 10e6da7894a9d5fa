-- The control room is manned from now on: a log every two hours, a handover
-- at each change of shift.
local dates = require "lib.dates"
local fields = require "lib.fields"

local function handover_rules(first, hours)
  local rules = array {}
  for i = 0, 24 // hours - 1 do
    local at = (first + i * hours * 60) % 1440
    rules[#rules + 1] = ("FREQ=DAILY;BYHOUR=%d;BYMINUTE=%d;BYSECOND=0"):format(at // 60, at % 60)
  end
  return rules
end

local function begin(home, kind, spec)
  home.insert("programme", { kind = kind, schedule = home.schedule(kind, spec) })
end

return {
  zh = "启用消防控制室值班", en = "Man the control room", permission = "fire_safety.setup",
  input = fields.of(fields.instant("from", "从何时起（不填就是现在）", "From (now when empty)")),
  output = fields.of(),
  run = function(call, home)
    local settings, from = call.settings, call.input.from or call.now
    local first = dates.minutes(settings.shift_starts)
    if not first or 24 % settings.shift_hours ~= 0 then
      refuse("", "shift_starts", "请在设置里填交接班时间（如 08:00）和每班小时数（能整除 24）。",
        "Set the shift change (08:00) and hours of a shift (a divisor of 24).")
    end
    if from < call.now - 60000 then
      refuse("from", "past", "不能从过去开始。", "It can't start in the past.")
    end
    if home.find("programme", { kind = "control_log" })[1] then
      refuse("", "started", "控制室值班已经启用。", "The control room is manned already.")
    end
    if refused() then stop() end
    begin(home, "control_log", { subject = "control_room", start = from,
      every = ("PT%dM"):format(settings.log_minutes) })
    begin(home, "handover", { subject = "control_room", start = time.iso(from):sub(1, 16),
      rule = handover_rules(first, settings.shift_hours) })
    return {}
  end,
}
