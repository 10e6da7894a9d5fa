-- The shifts of several days at once: teams take turns, shift after shift.
local dates = require "lib.dates"
local fields = require "lib.fields"
local shifts = require "lib.shifts"

local team = { type = "object", fields = {
  { name = "first", type = "ref", to = "controller", required = true, zh = "值班员一",
    en = "First" },
  { name = "second", type = "ref", to = "controller", zh = "值班员二", en = "Second" } } }

local function check(call)
  local input, settings = call.input, call.settings
  if #input.teams == 0 then
    refuse("teams", "required", "至少要一组人。", "One team at least.")
  end
  if input.to < input.from or date.diff(input.to, input.from) > 30 then
    refuse("to", "range", "一次最多排 31 天。", "31 days at a time at most.")
  end
  if not dates.minutes(settings.shift_starts) or 24 % settings.shift_hours ~= 0 then
    refuse("", "shift_starts", "请在设置里填交接班时间（如 08:00）和每班小时数（能整除 24）。",
      "Set the shift change (08:00) and hours of a shift (a divisor of 24).")
  end
  if refused() then stop() end
end

return {
  zh = "排多天的班", en = "Plan the shifts of several days", permission = "fire_safety.setup",
  deadline_ms = 2000,
  input = fields.of(fields.date("from", "从", "From", true), fields.date("to", "到（含）",
    "To (included)", true),
    { name = "teams", type = "list", max = 20, required = true, zh = "各组（轮流）",
      en = "Teams, in turn", of = team }),
  output = fields.of(fields.integer("shifts", "班数", "Shifts")),
  run = function(call, home)
    check(call)
    local input, length = call.input, call.settings.shift_hours * 3600000
    local at, count = time.at(input.from, call.settings.shift_starts), 0
    local over = time.at(date.add(input.to, 1), call.settings.shift_starts)
    while at < over do
      local who = input.teams[count % #input.teams + 1]
      shifts.plan(call, home, { starts = at, ends = at + length, first = who.first,
        second = who.second })
      at, count = at + length, count + 1
    end
    return { shifts = count }
  end,
}
