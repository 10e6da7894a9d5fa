-- An order's dose and times -> Dosage of FHIR. Pure.
local concept = require "fhir.concept"
local instructions = require "fhir.instructions"
local names = require "fhir.names"

local out = {}

-- The entry of a list of choices.
local function entry(list, value)
  for _, each in ipairs(list) do
    if each.value == value then return each end
  end
end

function out.quantity(tables, amount, unit)
  local known = entry(tables.units, unit)
  return { value = amount, unit = known and known.zh or unit,
    system = known and known.ucum and names.ucum or nil, code = known and known.ucum }
end

function out.route(tables, route)
  local words = entry(tables.routes, route)
  local code = names.route_out[route]
  local made = code and concept.make(names.snomed, code) or {}
  made.text = words and words.zh or route
  return made
end

local function seconds(times)
  local list = array {}
  for i, text in ipairs(times) do list[i] = text .. ":00" end
  return list
end

local function bounds(order)
  if not order.starts then return nil end
  return { start = time.iso(order.starts), ["end"] = order.ends and time.iso(order.ends) or nil }
end

local function clock_repeat(plan)
  local made = { frequency = #plan.times, period = tostring(plan.every_days or 1),
    periodUnit = "d" }
  if plan.code == "ac" or plan.code == "pc" then
    made.when = array { plan.code:upper() }
    return made
  end
  made.timeOfDay = seconds(plan.times)
  if plan.weekdays then
    made.dayOfWeek = array {}
    for i, day in ipairs(plan.weekdays) do made.dayOfWeek[i] = names.weekday_out[day] end
    made.frequency = #plan.times
  end
  return made
end

-- Least time between two doses, as a period of FHIR.
local function needed_repeat(order)
  if order.plan.once then return { count = 1 } end
  if not order.min_interval then return nil end
  local hours = order.min_interval % 60 == 0
  return { frequency = 1, periodUnit = hours and "h" or "min",
    period = tostring(hours and order.min_interval // 60 or order.min_interval) }
end

local function repeats(order)
  local plan = order.plan
  if order.as_needed then return needed_repeat(order) end
  if plan.kind == "clock" then return clock_repeat(plan) end
  if plan.kind == "elapsed" then
    return { frequency = 1, period = tostring(plan.ms // 60000), periodUnit = "min" }
  end
end

function out.timing(order)
  local plan = order.plan
  local timing = { ["repeat"] = repeats(order) }
  if plan.kind ~= "elapsed" then
    local code = names.code_out[plan.code]
    timing.code = code and concept.make(names.timing, code) or {}
    timing.code.text = plan.kind == "rule" and plan.rule or plan.code
  end
  if plan.kind == "once" then
    timing.event = array { time.iso(order.starts) }
    return timing
  end
  timing["repeat"] = timing["repeat"] or {}
  timing["repeat"].boundsPeriod = bounds(order)
  return timing
end

local function limit(tables, order)
  local amount = order.max_amount
  if not amount and order.max_doses and order.as_needed then
    amount = decimal.mul(order.amount, tostring(order.max_doses))
  end
  if not amount then return nil end
  return { numerator = out.quantity(tables, amount, order.unit),
    denominator = { value = "24", unit = "h", system = names.ucum, code = "h" } }
end

-- order: a row, with plan; tables: units, routes.
function out.dosage(tables, order)
  local needed = order.as_needed
  return {
    text = order.dose .. " " .. order.often,
    additionalInstruction = instructions.out(order),
    timing = out.timing(order),
    asNeededBoolean = needed and not order.indication and true or nil,
    asNeededCodeableConcept = needed and order.indication and { text = order.indication } or nil,
    route = out.route(tables, order.route),
    doseAndRate = array { { doseQuantity = out.quantity(tables, order.amount, order.unit) } },
    maxDosePerPeriod = limit(tables, order),
  }
end

function out.subject(row)
  return { reference = "Patient/resident-" .. row.resident, display = row.resident_name }
end

return out
