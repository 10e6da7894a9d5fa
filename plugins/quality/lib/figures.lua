-- Figures of a period that are no duties: each gives met and of, and where the
-- records are; or a value alone, where there is nothing to reach.
local figures = {}

local function first(home, name, input) return home.query(name, input)[1] or {} end

-- The share that the home is to reach is what is wanted of it.
function figures.nursing_beds(call, home)
  local n, goal = first(home, "numbers", {}), call.settings.goal_nursing
  local wanted = decimal.div(decimal.mul(tostring(n.beds or 0), goal), "100", 4)
  local whole = math.tointeger(tonumber((wanted:gsub("%..*", ""))))
  if decimal.cmp(wanted, tostring(whole)) > 0 then whole = whole + 1 end
  return { met = n.nursing or 0, of = whole, page = "beds.board",
    note = { zh = "共 " .. (n.beds or 0) .. " 张，目标 " .. goal .. " %",
      en = "of " .. (n.beds or 0) .. " beds, the goal is " .. goal .. " %" } }
end

-- A home that plans no shifts here has nothing to compare.
function figures.ratios(_, home, period)
  local met, of, planned = 0, 0, false
  for _, row in ipairs(home.query("staff.coverage", period)) do
    of, planned = of + 1, planned or row.carers > 0
    if row.state == "met" then met = met + 1 end
  end
  return { met = met, of = planned and of or 0, page = "staff.coverage", ask = period }
end

local function of_staff(met, of, page)
  return function(_, home, period)
    local n = first(home, "staff.indicators", period)
    return { met = n[met] or 0, of = n[of] or 0, page = page }
  end
end

figures.skilled = of_staff("skilled", "carers", "staff.staff")
figures.passed = of_staff("passed", "tested", "staff.trainings")
figures.social_workers = of_staff("social_workers", "social_workers_wanted", "staff.staff")

function figures.certificates(_, home)
  local met, of = 0, 0
  for _, row in ipairs(home.query("staff.certificates", {})) do
    if row.tone ~= "away" then
      of = of + 1
      if row.tone ~= "alarm" then met = met + 1 end
    end
  end
  return { met = met, of = of, page = "staff.certificates" }
end

function figures.assessed(call, home, period)
  local n = first(home, "assessed", { on = period.to, days = call.settings.assessed_days })
  return { met = n.assessed or 0, of = n.residents or 0, page = "assessment.dues" }
end

function figures.satisfied(_, home, period)
  local n = first(home, "feedback.summary", period)
  local met = (n.very_satisfied or 0) + (n.satisfied or 0) + (n.fair or 0)
  return { met = met, of = n.ratings or 0, page = "feedback.ratings" }
end

function figures.consents(_, home)
  local without = #home.query("medication.unagreed", {})
  local of = first(home, "on_medicines", {}).residents or 0
  return { met = of - without, of = of, page = "medication.consents" }
end

-- Incidents of some kinds, and their number to a thousand resident-days.
local function incidents(home, period, kinds)
  local count, days = 0, first(home, "incidents.resident_days", period).days or 0
  for _, row in ipairs(home.query("incidents.counts", period)) do
    if kinds[row.kind] then count = count + row.count end
  end
  return count, days
end

function figures.medication_errors(_, home, period)
  local count = incidents(home, period, { medication_error = true })
  return { value = tostring(count), page = "incidents.incidents",
    ask = { from = period.from, to = period.to, kind = "medication_error" } }
end

function figures.falls(_, home, period)
  local count, days = incidents(home, period, { fall = true, bed_fall = true })
  return { value = days > 0 and decimal.div(tostring(count * 1000), tostring(days), 2) or nil,
    note = { zh = count .. " 件，" .. days .. " 人日", en = count .. " in " .. days .. " days" },
    page = "incidents.counts", ask = period }
end

return figures
