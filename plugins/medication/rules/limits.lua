-- Minimum interval and maximum in 24 hours (invariant M9), over the times that
-- people claim, in whatever order the doses were entered. `doses`: { at, amount }
-- of those that were taken; `dose`: the one in question; `limit`: { min_interval
-- (minutes), max_doses, max_amount, unit }. Gives an array of faults.
local clock = require "lib.clock"
local enums = require "data.enums"
local words = require "lib.words"

local day = 24 * 3600 * 1000

-- " 毫克", " mg"; nothing where no unit is told.
local function unit_of(unit)
  if not unit then return "", "" end
  local zh, en = words.of(enums.unit, unit)
  return " " .. zh, " " .. en
end

local function interval(doses, dose, limit, faults)
  local least, closest = limit.min_interval * 60000, nil
  for _, other in ipairs(doses) do
    local apart = math.abs(dose.at - other.at)
    if apart < least and (not closest or apart < math.abs(dose.at - closest.at)) then
      closest = other
    end
  end
  if not closest then return end
  local minutes = limit.min_interval
  faults[#faults + 1] = { code = "interval", at = closest.at,
    zh = ("离 %s 那一次不到 %d 分钟（最短间隔）。"):format(clock.short(closest.at), minutes),
    en = ("Less than %d minutes from the dose of %s (minimum interval)."):format(minutes,
      clock.short(closest.at)) }
end

-- The fullest 24 hours that hold the dose end at it or at a dose after it.
local function fullest(doses, dose)
  local all = { dose }
  for _, other in ipairs(doses) do all[#all + 1] = other end
  local most, amount = 0, "0"
  for _, last in ipairs(all) do
    if last.at >= dose.at and last.at < dose.at + day then
      local count, sum = 0, "0"
      for _, each in ipairs(all) do
        if each.at > last.at - day and each.at <= last.at then
          count, sum = count + 1, decimal.add(sum, each.amount)
        end
      end
      most = math.max(most, count)
      if decimal.cmp(sum, amount) > 0 then amount = sum end
    end
  end
  return most, amount
end

return function(doses, dose, limit)
  local faults = array {}
  if limit.min_interval then interval(doses, dose, limit, faults) end
  local count, amount = fullest(doses, dose)
  if limit.max_doses and count > limit.max_doses then
    faults[#faults + 1] = { code = "max_doses",
      zh = ("24 小时内会有 %d 次，最多 %d 次。"):format(count, limit.max_doses),
      en = ("That makes %d doses in 24 hours; %d at most."):format(count, limit.max_doses) }
  end
  local zh, en = unit_of(limit.unit)
  if limit.max_amount and decimal.cmp(amount, limit.max_amount) > 0 then
    faults[#faults + 1] = { code = "max_amount", total = amount,
      zh = "24 小时内会到 " .. amount .. zh .. "，最多 " .. limit.max_amount .. zh .. "。",
      en = "That makes " .. amount .. en .. " in 24 hours; " .. limit.max_amount .. en
        .. " at most." }
  end
  return faults
end
