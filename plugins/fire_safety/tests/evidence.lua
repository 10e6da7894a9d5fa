-- A made-up month: what the query tells is what was put in.
local house = require "tests.lib.house"
local labels = require "lib.labels"
local act, ask = house.act, house.ask

-- The round of a night, entered by its duty in `save`; legs of 60 and 40
-- metres take `legs` seconds each.
local function round(save, i, day, clock, legs)
  local start = time.at(day, clock)
  local points, at = array {}, start
  for k = 1, 3 do
    at = at + (k > 1 and legs[k - 1] or 30) * 1000
    points[k] = { code = labels.make("SH01", "P", k), at = time.iso(at) }
  end
  return act("record_night", { duty = ("$%s.%d.duty"):format(save, i), outcome = "done",
    started = time.iso(start), at = time.iso(at + 60000), points = points })
end

local steps = house.steps(house.night,
  { settings = { bulk_count = 10, identical_run = 4 } })

local function add(...) steps = house.steps(steps, ...) end

local function night_duties(day, rows)
  return { ask = "core.duties", input = { kind = "fire_safety.patrol_night", state = "open",
    from = time.iso(time.at(day, "12:00")),
    to = time.iso(time.at(date.add(day, 1), "12:00")) }, rows = rows, save = "d" }
end

local clocks = { "20:00", "22:00", "00:00", "02:00", "04:00" }

-- Ten nights walked and entered the morning after, each a little differently.
for night = 0, 9 do
  local day = date.add("2026-11-23", night)
  add({ tick = date.add(day, 1) .. "T07:00:00+08:00" }, night_duties(day, 5))
  for i, clock in ipairs(clocks) do
    local on = i < 3 and day or date.add(day, 1)
    -- 60 m in 30 s are a brisk walk; the third round of each night is faster
    add(round("d", i, on, clock, i == 3 and { 29 + night % 2, 20 } or { 30 + night, 20 + i }))
  end
end

-- Two nights nobody entered until the day before a visit, all the same.
add({ tick = "2026-12-05T09:00:00+08:00" },
  act("record_visit", { at = "2026-12-06T09:00:00+08:00", who = "区民政局" }))
for night = 10, 11 do
  local day = date.add("2026-11-23", night)
  add(night_duties(day, 5))
  for i, clock in ipairs(clocks) do
    add(round("d", i, i < 3 and day or date.add(day, 1), clock, { 60, 60 }))
  end
end

-- Of 60 rounds: late are all but the 04:00 ones of the first ten nights that
-- are within... those too are three hours late: all 60. Fast: the first leg of
-- the third round in even nights (29 s).
add(ask("evidence", { from = "2026-11-23", to = "2026-12-06" }, 4, {
  { fact = "late_entry", kind = "patrol_night", count = 60, of = 60, percent = "100" },
  { fact = "identical", kind = "patrol_night", count = 10, of = 60 },
  { fact = "fast", count = 5, of = 120, percent = "4.17" },
  { fact = "bulk", count = 10, of = 60 } }, { save = "e" }),
  ask("gaps", { from = "2026-11-23", to = "2026-12-05" }, 0),
  { ask = "fire_safety.evidence", input = { from = "2026-11-01", to = "2026-12-06" },
    refused = { "range" } },
  { ask = "fire_safety.evidence", input = {}, as = { "caregiver" }, refused = {} },
  { ask = "fire_safety.evidence", input = { from = "2026-12-01", to = "2026-12-02" },
    as = { "inspector" } })

return { { name = "a month of rounds, told as facts", steps = steps } }
