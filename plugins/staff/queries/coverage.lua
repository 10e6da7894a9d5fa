-- Carers on duty against those needed, at the home's clock times of each day of
-- a period: by who came where that is on file, else by the plan; residents and
-- their levels as they were then.
local fields = require "lib.fields"
local level_of = require "lib.levels"
local sweep = require "lib.sweep"

local function number(name, zh, en) return fields.make(name, "integer", zh, en) end

local function check(call)
  local input = call.input
  if input.to < input.from then
    refuse("to", "order", "结束日期在开始日期之前。", "The last day is before the first.")
  elseif date.diff(input.to, input.from) > 366 then
    refuse("to", "range", "最多查一年。", "A year at most.")
  end
  if refused() then stop() end
end

-- The instants that are looked at, in order: none in the future.
local function instants_of(call)
  local list, rows, day = {}, {}, call.input.from
  while day <= call.input.to do
    for clock in call.settings.ratio_times:gmatch("%d%d:%d%d") do
      local at = time.at(day, clock)
      if at <= call.now then
        list[#list + 1] = at
        rows[at] = { at = at, day = day, clock = clock, carers = 0, came = 0, needed = 0 }
      end
    end
    day = date.add(day, 1)
  end
  table.sort(list)
  return list, rows
end

-- Whose level changes when: spans of a level, one after the other.
local function level_spans(home, to)
  local spans, open = {}, {}
  for _, row in ipairs(home.query("levels_until", { to = to })) do
    local at = time.at(row.base_date, "00:00")
    if open[row.resident] then open[row.resident].ends = at end
    local span = { starts = at, resident = row.resident, level = row.level }
    open[row.resident], spans[#spans + 1] = span, span
  end
  return spans
end

local function count_carers(home, input, instants, rows)
  local carers, came = 0, 0
  sweep(home.query("shifts_between", input), instants, function(span, by)
    carers = carers + by
    if span.came then came = came + by end
  end, function(at) rows[at].carers, rows[at].came = carers, came end)
end

local function count_needed(call, home, instants, rows)
  local spans, levels, inside, away = level_spans(home, call.input.to), {}, {}, {}
  for _, span in ipairs(home.query("stays_between", call.input)) do spans[#spans + 1] = span end
  sweep(spans, instants, function(span, by)
    local kind = span.level and levels or span.away and away or inside
    if kind == levels then
      if by > 0 then levels[span.resident] = span.level end
    else
      kind[span.resident] = (kind[span.resident] or 0) + by
    end
  end, function(at)
    local n = { able = 0, mild = 0, moderate = 0, severe = 0, unknown = 0 }
    for resident, stays in next, inside do
      if stays > 0 and (away[resident] or 0) == 0 then
        local level = level_of(levels[resident])
        n[level] = n[level] + 1
      end
    end
    rows[at].needed = call.rules.needed(n, call.settings)
  end)
end

return { zh = "护理员配比经过", en = "Ratios over time", permission = "staff.read",
  input = fields.of("from", "to"),
  columns = { fields.make("at", "instant", "时间", "At"), fields.make("day", "date", "日期", "Day"),
    fields.make("clock", "text", "钟点", "Clock"), number("carers", "当班护理员", "Carers on duty"),
    number("came", "其中登记到岗", "Of these seen to come"), number("needed", "按老人需要", "Needed"),
    fields.state, fields.of("tone")[1] },
  run = function(call, home)
    check(call)
    local instants, rows = instants_of(call)
    count_carers(home, call.input, instants, rows)
    count_needed(call, home, instants, rows)
    local list = array {}
    for i, at in ipairs(instants) do
      list[i] = rows[at]
      local met = list[i].carers >= list[i].needed
      list[i].state, list[i].tone = met and "met" or "short", met and "free" or "alarm"
    end
    return list
  end }
