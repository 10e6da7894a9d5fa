-- How long a MedicationRequest's medicine lasts (dispenseRequest) -> the prescription
-- that an order rests on. Pure. What does not say it exactly is left, and told.
local instant = require "fhir.instant"
local names = require "fhir.names"

local day_of = { d = 1, day = 1, days = 1, ["天"] = 1, ["日"] = 1, wk = 7, week = 7, weeks = 7,
  ["周"] = 7 }

-- Whole days of a Duration; nil when it is none, such as a month.
local function days_of(value)
  if not value or value.comparator or not tostring(value.value or ""):find("^%d+$") then
    return nil
  end
  local coded, named = day_of[value.code or ""], day_of[value.unit or ""]
  if value.code and not coded or (coded and named and coded ~= named) then return nil end
  local each = coded or named
  return each and each * tonumber(value.value)
end

-- A date, in the home's zone where a time is told.
local function date_of(text)
  local at = instant(text)
  return at and time.date(at)
end

local function explain(request, zh, en)
  request:explain("dispenseRequest", "partial", zh, en)
end

-- "continuous" is a long-term one; what else it says is left.
local function kind_of(request)
  local node = request:sub("courseOfTherapyType")
  for _, coding in ipairs(node and node.value.coding or {}) do
    if coding.system == names.course and coding.code == "continuous" then
      request:take("courseOfTherapyType")
      return "long_term"
    end
  end
end

-- { kind, issued, first, days, last }, or nil.
return function(request)
  local node = request:sub("dispenseRequest")
  if not node then return nil end
  local period, supply = node.value.validityPeriod or {}, node.value.expectedSupplyDuration
  local first, last = date_of(period.start), date_of(period["end"])
  local days = days_of(supply)
  local issued = date_of(request.value.authoredOn) or first
  if not issued or (supply and not days) or (not days and not last)
    or (period["end"] and not last) then
    explain(request, "开具日期或用几天没有写准（要写到日），处方没有带入，请另行登记。",
      "The day of issue or the days are not told exactly: enter the prescription by hand.")
    return nil
  end
  if days and last and date.add(first or issued, days - 1) ~= last then
    explain(request, "有效期和用几天对不上，处方没有带入，请另行登记。",
      "Validity and days of supply differ: enter the prescription by hand.")
    return nil
  end
  if request.value.authoredOn then request:take("authoredOn") end
  for _, key in ipairs { "start", "end" } do
    local inner = node:sub("validityPeriod")
    if inner then inner:take(key) end
  end
  node:take("expectedSupplyDuration")
  return { kind = kind_of(request), issued = issued, first = first, days = days, last = last }
end
