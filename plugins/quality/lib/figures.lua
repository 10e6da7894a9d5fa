-- Figures of a period that are no duties: each gives met and of, and where the
-- records are; or a value alone, where there is nothing to reach.
local figures = {}

local function first(home, name, input) return home.query(name, input)[1] or {} end

function figures.nursing_beds(_, home)
  local n = first(home, "numbers", {})
  return { met = n.nursing or 0, of = n.beds or 0, page = "beds.board" }
end

function figures.ratios(_, home, period)
  local met, of = 0, 0
  for _, row in ipairs(home.query("staff.coverage", period)) do
    of = of + 1
    if row.carers >= row.needed then met = met + 1 end
  end
  return { met = met, of = of, page = "staff.coverage", ask = period }
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

function figures.assessed(_, home, period)
  local n = first(home, "assessed", { on = period.to })
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
