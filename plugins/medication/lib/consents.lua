-- 服药管理协议: nothing is received, kept or given without one that is valid.
local consents = {}

-- `at` (ms): at that time; without it, today.
function consents.valid(call, home, resident, at)
  return call.rules.consent(home.find("consent", { resident = resident }),
    at and time.date(at) or call.today, at)
end

-- Refuses when there is none.
function consents.check(call, home, resident)
  if not call.settings.consent_required or consents.valid(call, home, resident) then return end
  refuse("resident", "consent", "这位老人没有有效的服药管理协议。请先登记签好的协议。",
    "This resident has no valid consent for medicines. Enter the signed one first.")
end

-- Asks for a new one some days before the end; none is asked for one without.
function consents.remind(call, home, resident, ends)
  if not ends then return nil end
  local day = date.add(ends, -call.settings.consent_days)
  if day <= call.today then day = date.add(call.today, 1) end
  return home.schedule("renew_consent", { subject = "resident:" .. resident,
    at = time.at(day, "09:00"), data = { resident = resident, ends = ends } })
end

-- A reminder of an agreement that is replaced or ended is withdrawn, also one that
-- asks already.
function consents.forget(home, consent)
  if not consent.schedule then return end
  home.stop(consent.schedule, 0)
  home.update("consent", consent.id, { schedule = null })
end

-- Who has left, or died, is asked for no new one.
function consents.forget_all(home, resident)
  for _, consent in ipairs(home.find("consent", { resident = resident })) do
    consents.forget(home, consent)
  end
end

-- Who lives here again is asked for one when the last that holds ends.
function consents.resume(call, home, resident)
  local last
  for _, consent in ipairs(home.find("consent", { resident = resident, state = "valid" })) do
    if not consent.ends then return end
    if not last or consent.ends > last.ends then last = consent end
  end
  if not last or last.schedule or last.ends <= call.today then return end
  home.update("consent", last.id, { schedule = consents.remind(call, home, resident, last.ends) })
end

return consents
