-- Orders of every code, begun at made-up moments: the duties of the core fall
-- exactly where the pure rule says, over a month. The two share the table of
-- codes and nothing else: one walks days, the other reads RRULEs. Then orders that
-- are changed and stopped.
local ward = require "tests.lib.ward"

local settings = {}
for _, field in ipairs(require "settings") do settings[field.name] = field.default end

-- Numbers that are the same each run.
local seed = 20261123
local function upto(n)
  seed = (seed * 1103515245 + 12345) % 2147483648
  return (seed // 65536) % n
end

local days = 30

local function expected(code, first, at)
  local edition = require "data.frequencies"[1]
  local plan = assert(require "rules.frequency"(edition, code, settings))
  local rows = array {}
  for i, each in ipairs(require "rules.expand"(plan, first, at, days)) do
    rows[i] = { due = each.date .. "T" .. each.time .. ":00+08:00" }
  end
  return rows
end

local function case(code, first, at)
  local start = first .. "T" .. at .. ":00+08:00"
  local rows = expected(code, first, at)
  return { name = code .. " from " .. first .. " " .. at, at = start, steps = ward.steps(
    ward.start, ward.order { frequency = code, start = start },
    { tick = date.add(first, days) .. "T00:00:00+08:00" },
    { ask = "core.duties", rows = #rows, gives = rows, input = { kind = "medication.dose",
      from = first .. "T00:00:00+08:00", to = date.add(first, days) .. "T00:00:00+08:00",
      limit = 500 } }) }
end

-- --- changes ----------------------------------------------------------------

local codes = { "qd", "bid", "tid", "qid", "q4h", "q8h", "qod", "biw", "tiw", "ac", "pc", "hs" }

local function stamp(moment) return moment.date .. "T" .. moment.time .. ":00+08:00" end

local function later(moment)
  local minutes = upto(60) + 60 * upto(24) + 61
  local clock = require "lib.clock"
  local at = clock.minutes(moment.time) + minutes
  return { date = date.add(moment.date, at // 1440 + upto(2)), time = clock.text(at % 1440) }
end

local function before(a, b) return a.date < b.date or a.date == b.date and a.time < b.time end

-- What is due of `code` from one moment until before another.
local function segment(rows, code, from, to)
  local edition = require "data.frequencies"[1]
  local plan = require "rules.frequency"(edition, code, settings)
  local span = date.diff(to.date, from.date) + 1
  for _, each in ipairs(require "rules.expand"(plan, from.date, from.time, span)) do
    if before(each, to) then rows[#rows + 1] = { due = stamp(each) } end
  end
end

-- An order, some changes, a stop: each at a made-up moment, each entered when
-- it happens. Nothing is lost, nothing is in two versions (M4, M16).
local function changing(number)
  local from = { date = date.add("2026-11-02", upto(900)), time = "07:30" }
  local code, rows, first = codes[1 + upto(#codes)], array {}, from
  local list = ward.steps(ward.start, ward.order { frequency = code, start = stamp(from) })
  for version = 1, 2 + upto(3) do
    local cut = later(from)
    segment(rows, code, from, cut)
    list[#list + 1] = { tick = stamp(cut) }
    code = codes[1 + upto(#codes)]
    list[#list + 1] = ward.act("change", { order = version, frequency = code, reason = "更改" },
      { order = version + 1 })
    from = cut
  end
  local stop = later(from)
  segment(rows, code, from, stop)
  list[#list + 1] = { tick = stamp(stop) }
  list[#list + 1] = { ask = "medication.orders", input = { resident = 1 }, rows = 1, save = "left" }
  list[#list + 1] = ward.act("stop", { order = "$left.1.order", reason = "停药" })
  list[#list + 1] = { tick = date.add(stop.date, 3) .. "T00:00:00+08:00" }
  list[#list + 1] = { ask = "core.duties", rows = #rows, gives = rows, input = {
    kind = "medication.dose", from = first.date .. "T00:00:00+08:00",
    to = date.add(stop.date, 3) .. "T00:00:00+08:00", limit = 2000 } }
  return { name = "changes at made-up moments, " .. number, at = stamp(first), steps = list }
end

local cases = array {}
for _, known in ipairs(require "data.frequencies"[1].codes) do
  if not known.as_needed then
    -- beds are taken from November on
    local first = date.add("2026-11-02", upto(1500))
    cases[#cases + 1] = case(known.code, first, ("%02d:%02d"):format(upto(24), upto(60)))
  end
end
-- over the leap day and the turn of a year
cases[#cases + 1] = case("qod", "2028-02-22", "09:10")
cases[#cases + 1] = case("q2w", "2027-12-28", "07:00")
cases[#cases + 1] = case("biw", "2028-02-24", "08:00")
for number = 1, 15 do cases[#cases + 1] = changing(number) end
return cases
