-- From what was entered to a verdict.
local scales = require "lib.scales"

local scoring = {}

local parts = { "answers", "coma", "diagnoses", "psychiatrist", "risk_events", "self_rating" }

-- What belongs to the form, of an input or a draft.
function scoring.form(input)
  local form = {}
  for _, name in ipairs(parts) do form[name] = input[name] end
  return form
end

function scoring.options(call, day)
  return { stacking = call.settings.stacking, inclusive = call.settings.window_inclusive,
    day = day }
end

-- A verdict, or nil and the faults.
function scoring.verdict(call, form, standard, edition, day)
  local ready, fault = scales.find(standard, edition, day)
  if not ready then return nil, { fault } end
  return call.rules.score(form, ready, call.data.events, scoring.options(call, day), call.rules)
end

function scoring.refuse(faults)
  for _, fault in ipairs(faults) do refuse(fault.field, fault.code, fault.zh, fault.en) end
end

-- A verdict, or the call ends with all faults.
function scoring.score(call, form, standard, edition, day)
  local verdict, faults = scoring.verdict(call, form, standard, edition, day)
  if not verdict then
    scoring.refuse(faults)
    stop()
  end
  return verdict
end

return scoring
