-- A route: its points in order, and when it is walked. Night rounds lie at
-- most two hours apart and reach from the night's beginning to its end.
local dates = require "lib.dates"
local enums = require "data.enums"
local fields = require "lib.fields"

local kinds = { day = "patrol_day", night = "patrol_night" }

local function times_of(input)
  local times = {}
  for i, clock in ipairs(input.times) do
    times[i] = dates.minutes(clock)
    if not times[i] then
      refuse("times[" .. i - 1 .. "]", "time", "时间写成 22:00 这样。", "Write a time like 22:00.")
    end
  end
  if refused() then stop() end
  return times
end

local function check_night(call, times)
  local settings = call.settings
  local from = dates.minutes(settings.night_from)
  local length = (dates.minutes(settings.night_to) - from) % 1440
  if length == 0 then length = 1440 end
  local nightly = {}
  for _, at in ipairs(times) do
    local into = (at - from) % 1440
    if into < length then nightly[#nightly + 1] = into * 60000 end
  end
  for _, gap in ipairs(call.rules.gaps(nightly, 0, length * 60000, settings.gap_minutes)) do
    local a, b = dates.clock(from + gap.from // 60000), dates.clock(from + gap.to // 60000)
    refuse("times", "apart", ("%s 到 %s 相隔 %d 分钟，超过 %d 分钟。请加一次巡查。")
      :format(a, b, gap.minutes, settings.gap_minutes),
      ("%s to %s is %d minutes, more than %d. Add a round."):format(a, b, gap.minutes,
        settings.gap_minutes))
  end
end

local function spec_of(call, id, input, times)
  local rules, first = array {}, dates.clock(times[1])
  for i, at in ipairs(times) do
    rules[i] = ("FREQ=DAILY;BYHOUR=%d;BYMINUTE=%d;BYSECOND=0"):format(at // 60, at % 60)
  end
  -- from midnight on, so that no time of the first day is left out
  local start = input.starts == call.today and time.iso(call.now):sub(1, 16)
    or input.starts .. "T00:00"
  return { subject = "route:" .. id, rule = rules, start = start,
    data = { route = id, name = input.name, first = first },
    second_signer = call.settings.patrol_second and { outcomes = { "done", "problems" } } or nil }
end

local function put_points(home, id, points)
  for i, point in ipairs(points) do
    home.insert("route_point", { route = id, point = point, position = i })
  end
end

return {
  zh = "设置巡查路线", en = "Set up a route", permission = "fire_safety.setup",
  input = fields.of(
    fields.text("name", "路线", "Route", 60, true),
    fields.enum("kind", enums.route, "类别", "Kind", true),
    { name = "points", type = "list", max = 100, required = true, zh = "巡查点（按次序）",
      en = "Points in order", of = { type = "ref", to = "point" } },
    { name = "times", type = "list", max = 24, required = true, zh = "时间（如 22:00）",
      en = "Times (22:00)", of = { type = "text", max = 5 } },
    fields.date("starts", "从哪天起（不填就是今天）", "From (today when empty)")),
  output = fields.of(fields.id("route", "路线", "Route")),
  run = function(call, home)
    local input = copy(call.input)
    input.starts = input.starts or call.today
    if input.starts < call.today then
      refuse("starts", "past", "不能从过去开始。", "It can't start in the past.")
    end
    if #input.points == 0 then
      refuse("points", "required", "至少一个巡查点。", "One point at least.")
    end
    local times = times_of(input)
    if #times == 0 then refuse("times", "required", "至少一个时间。", "One time at least.") end
    if input.kind == "night" then check_night(call, times) end
    if refused() then stop() end
    local id = home.insert("route", { name = input.name, kind = input.kind, times = input.times,
      starts = input.starts, since = math.max(call.now, time.at(input.starts, "00:00")) })
    put_points(home, id, input.points)
    local schedule = home.schedule(kinds[input.kind], spec_of(call, id, input, times))
    home.update("route", id, { schedule = schedule })
    return { route = id }
  end,
}
