-- A leap year with a week of downtime: each duty once, none missing.
local house = require "tests.lib.house"
local act = house.act

local function of(kind, rows, from, to)
  return { ask = "core.duties", input = { kind = "fire_safety." .. kind, limit = 5000,
    from = from or "2027-12-20T00:00:00+08:00", to = to or "2029-01-01T00:00:00+08:00" },
    rows = rows }
end

local function first_of_month(rows)
  local gives = array {}
  for i = 1, rows do
    gives[i] = { due = ("2028-%02d-01T08:00:00+08:00"):format(i), state = i == rows and "late"
      or "missed" }
  end
  return gives
end

local year = house.steps(house.night,
  act("register", { kind = "powder", made = "2023-02-28", place = "一楼" }),
  act("register", { kind = "hydrant", place = "锅炉房", half_monthly = true }),
  act("start_programme", {}), act("start_control_room", {}))

-- The host runs by the day in February, is off for a week over the leap day,
-- and then by the month.
for day = 1, 25 do
  year = house.steps(year, { tick = ("2028-02-%02dT23:30:00+08:00"):format(day) })
end
year = house.steps(year, { tick = "2028-03-03T12:00:00+08:00" })
for month = 4, 12 do
  year = house.steps(year, { tick = ("2028-%02d-15T12:00:00+08:00"):format(month) })
end
year = house.steps(year, { tick = "2028-12-31T23:59:00+08:00" },
  { ask = "core.duties", input = { kind = "fire_safety.monthly_check",
    from = "2027-12-31T00:00:00+08:00", to = "2029-01-01T00:00:00+08:00" }, rows = 12,
    gives = (function() local gives = first_of_month(12)
      gives[12].state = "missed" return gives end)() },
  -- 366 days, five rounds a night from the evening of 31 December 2027 on
  of("patrol_night", 366 * 5, "2028-01-01T12:00:00+08:00", "2029-01-01T12:00:00+08:00"),
  of("patrol_night", 5, "2028-02-29T12:00:00+08:00", "2028-03-01T12:00:00+08:00"),
  of("patrol_review", 366, "2028-01-01T00:00:00+08:00"),
  of("control_log", 366 * 12, "2028-01-01T00:00:00+08:00"),
  of("handover", 366 * 3, "2028-01-01T00:00:00+08:00"),
  of("equipment_check", 12 + 24, "2028-01-01T00:00:00+08:00"),
  of("fire_drill", 2), of("training", 2), of("full_test", 1),
  -- powder of 28 February 2023: to be serviced by 28 February 2028
  { ask = "core.duties", input = { kind = "fire_safety.service" }, rows = 1,
    gives = { { due = "2028-01-29T08:00:00+08:00", state = "missed" } } },
  { ask = "fire_safety.gaps", input = { from = "2028-01-01", to = "2028-12-31" }, rows = 365 },
  { ask = "fire_safety.overview", input = {}, gives = { { key = "missed", tone = "alarm" } } })

return { { name = "a leap year, each duty once", at = "2027-12-31T08:00:00+08:00",
  steps = year } }
