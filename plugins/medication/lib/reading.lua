-- What an order and a medicine of elsewhere are both read by. Each refuses what is
-- wrong under the name of its field.
local words = require "lib.words"

local reading = {}

local day = 24 * 3600 * 1000

-- The resident, who must be in this home.
function reading.resident(home, id)
  local resident = home.get("residents.resident", id)
  if resident.state == "deceased" or resident.state == "left" then
    refuse("resident", "not_here", resident.name .. "已不在本院。",
      resident.name .. " is no longer in this home.")
  end
  return resident
end

-- `dose` ({ amount, unit } or nil) into `row`, with its words.
function reading.dose(dose, row)
  if not dose then return end
  row.amount, row.unit = dose.amount, dose.unit
  if decimal.cmp(dose.amount, "0") <= 0 then
    refuse("dose.amount", "range", "剂量要大于 0。", "The dose must be more than 0.")
  end
  row.dose, row.dose_en = words.dose(dose.amount, dose.unit)
end

-- The plan of a frequency, or nil with a fault that names near codes.
function reading.plan(call, frequency)
  local plan, fault = call.rules.frequency(call.data.frequencies[1], frequency, call.settings)
  if not plan then refuse("frequency", fault.code, fault.zh, fault.en) end
  return plan
end

-- A start so far away that the year was mistyped.
function reading.start(call, field, at)
  if at > call.now + 366 * day or at < call.now - 3660 * day then
    refuse(field, "range", "开始时间离现在太远，请核对年份。",
      "The start is too far from now: check the year.")
  end
end

-- A date as the end means that whole day.
function reading.whole_day(at)
  local of_day = time.date(at)
  if at == time.at(of_day, "00:00") then return time.at(date.add(of_day, 1), "00:00") - 1000 end
  return at
end

-- An end, of what starts at `starts` (nil: nobody knows).
function reading.ends(call, field, starts, ends)
  if starts and ends <= starts then
    refuse(field, "order", "结束要晚于开始。", "The end must come after the start.")
  elseif ends <= call.now then
    refuse(field, "past", "结束时间已经过去。", "The end has passed already.")
  end
end

return reading
