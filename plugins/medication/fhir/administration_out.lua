-- A recorded dose -> MedicationAdministration. Pure.
local concept = require "fhir.concept"
local dosage_out = require "fhir.dosage_out"
local names = require "fhir.names"

local done = { given = true, self_administered = true }

local function performers(row)
  local list = array { { ["function"] = concept.make(names.performer, "performer"),
    actor = { display = row.person_name } } }
  if row.second_name then
    list[2] = { ["function"] = concept.make(names.performer, "verifier"),
      actor = { display = row.second_name } }
  end
  return list
end

local function reasons(tables, row)
  if done[row.outcome] then return nil end
  local words = row.outcome
  for _, each in ipairs(tables.outcomes) do
    if each.value == row.outcome then words = each.zh end
  end
  if row.reason then words = words .. "：" .. row.reason end
  return array { { text = words } }
end

-- row: of the dose, with name, unit, route, amount of its order.
return function(tables, row)
  local facts = row.facts or {}
  return {
    resourceType = "MedicationAdministration", id = "dose-" .. row.outcome_id,
    status = done[row.outcome] and "completed" or "not-done",
    statusReason = reasons(tables, row),
    medicationCodeableConcept = { text = row.name },
    subject = dosage_out.subject(row),
    effectiveDateTime = time.iso(row.at),
    performer = performers(row),
    reasonCode = facts.indication and array { { text = facts.indication } } or nil,
    request = { reference = "MedicationRequest/order-" .. row.order_id },
    note = facts.note and array { { text = facts.note } } or nil,
    dosage = done[row.outcome] and {
      route = dosage_out.route(tables, row.route),
      dose = dosage_out.quantity(tables, facts.amount or row.amount, row.unit),
    } or nil,
  }
end
