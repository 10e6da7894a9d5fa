-- Every gap of every night route in a range of nights, as rows. The times are
-- when rounds began, by what their walkers say; a gap beside a round that was
-- entered later says so.
local nights_of = require "rules.nights"

local function times_of(rounds, route)
  local times, late = {}, {}
  for _, round in ipairs(rounds) do
    if round.route == route then
      times[#times + 1] = round.started
      late[round.started] = round.late
    end
  end
  return times, late
end

local function row(route, night, gap, late, limit)
  local from, to = time.iso(gap.from):sub(12, 16), time.iso(gap.to):sub(12, 16)
  local text = { zh = ("%s %s 至 %s 共 %d 分钟没有巡查，超过 %d 分钟。"):format(night.day, from, to,
    gap.minutes, limit), en = ("%s, %s to %s: %d minutes without a round, more than %d.")
    :format(night.day, from, to, gap.minutes, limit) }
  return { key = ("%d/%d"):format(route.id, gap.from), route = route.id, route_name = route.name,
    night = night.day, from = gap.from, to = gap.to, minutes = gap.minutes,
    late_entry = late[gap.from] or late[gap.to] or false, tone = "alarm",
    reasons = array { text } }
end

-- Nights beginning on `first` to `last`.
return function(call, home, first, last, wanted)
  local settings, rows = call.settings, array {}
  local nights = nights_of(first, last, settings.night_from, settings.night_to)
  if #nights == 0 then return rows end
  local rounds = home.query("rounds_between", { from = nights[1].from, to = nights[#nights].to })
  for _, round in ipairs(rounds) do
    round.late = round.entry == "paper"
      or round.recorded - round.started > settings.late_minutes * 60000
  end
  for _, route in ipairs(home.query("night_routes", {})) do
    local times, late = times_of(rounds, route.id)
    for _, night in ipairs(wanted and wanted ~= route.id and {} or nights) do
      local from = math.max(night.from, route.since)
      local to = math.min(night.to, route.till or call.now, call.now)
      for _, gap in ipairs(from < to and call.rules.gaps(times, from, to, settings.gap_minutes)
          or {}) do
        rows[#rows + 1] = row(route, night, gap, late, settings.gap_minutes)
      end
    end
  end
  return rows
end
