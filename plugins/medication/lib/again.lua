-- What was taken by other orders of what a dose holds. A stop and a new order is
-- another order, a change another version: nothing else keeps them from repeating what
-- was given shortly before.
local clock = require "lib.clock"
local gaps = require "lib.gaps"
local index = require "lib.index"
local naming = require "lib.naming"
local words = require "lib.words"

local again = {}

local minute, day = 60000, 24 * 3600 * 1000

-- How far to look around a dose of an order, in milliseconds.
function again.span(order)
  return math.max(day, (order.min_interval or gaps.least(order.plan) or 0) * minute)
end

-- Doses by other orders between two times: { at, amount, unit, drug, name, plan, over }, `over`:
-- when that order ended.
function again.taken(home, order, from, to)
  local inside, doses = naming.contents(index, home.get("drug", order.drug)), array {}
  for _, other in ipairs(home.query("drugs_near", { resident = order.resident, from = from,
    to = to })) do
    if other.course ~= order.course and (other.id == order.drug
      or naming.share(inside, naming.contents(index, other))) then
      for _, row in ipairs(home.query("doses_near", { course = other.course, from = from,
        to = to })) do
        doses[#doses + 1] = { at = row.at, amount = row.amount, unit = row.unit, drug = other.id,
          name = other.name, plan = other.plan, over = other.over }
      end
    end
  end
  return doses
end

-- "同一种药 11-23 11:20 已给过 1 片", or the other medicine by its name.
function again.text(order, dose)
  local amount, amount_en = words.dose(dose.amount, dose.unit)
  local at, same = clock.short(dose.at), (dose.drug or order.drug) == order.drug
  return (same and "同一种药 " or "成分相同的" .. dose.name .. " ") .. at .. " 已给过 " .. amount,
    amount_en .. " of " .. (same and "the same medicine" or dose.name
      .. ", which holds the same ingredient,") .. " was given at " .. at
end

-- The dose nearest to `at` by an order that was over by then, or by an earlier version,
-- nearer than doses should be; an order without a minimum interval says so by its plan.
-- `own`: those of its course, `others` as above.
function again.before(order, own, others, at)
  local found
  local function look(dose, plan)
    local least = gaps.least(order.plan) or plan and gaps.least(plan)
    local apart = math.abs(at - dose.at)
    if least and apart < least * minute and (not found or apart < math.abs(at - found.at)) then
      found = dose
    end
  end
  for _, dose in ipairs(own) do
    if dose.order and dose.order < order.id then look(dose) end
  end
  for _, dose in ipairs(others) do
    if dose.over and dose.over <= at then look(dose, dose.plan) end
  end
  return found
end

-- For who writes an order: what was given shortly before it begins, or nil.
function again.warning(home, order, now)
  local least = order.min_interval or gaps.least(order.plan) or 0
  local doses = again.taken(home, order, order.starts - least * minute, now)
  local last = doses[1]
  for _, dose in ipairs(doses) do
    if dose.at > last.at then last = dose end
  end
  if not last then return nil end
  local zh, en = again.text(order, last)
  return { zh = zh .. "，按另一条医嘱。请核对第一次几时给。",
    en = en:gsub("^%l", string.upper) .. " by another order: check when the first dose is to be." }
end

return again
