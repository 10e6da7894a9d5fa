-- Orders of every code, begun at made-up moments: the duties of the core fall
-- exactly where the pure rule says, over two weeks. The two share the table of
-- codes and nothing else: one walks days, the other reads RRULEs.
local ward = require "tests.lib.ward"

local settings = {}
for _, field in ipairs(require "settings") do settings[field.name] = field.default end

-- Numbers that are the same each run.
local seed = 20261123
local function upto(n)
  seed = (seed * 1103515245 + 12345) % 2147483648
  return (seed // 65536) % n
end

local days = 14

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
return cases
