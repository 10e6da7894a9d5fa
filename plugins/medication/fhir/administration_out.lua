-- A recorded dose -> MedicationAdministration. Pure.
local concept = require "fhir.concept"
local dosage_out = require "fhir.dosage_out"
local enums = require "data.enums"
local extensions = require "fhir.extensions"
local left_out = require "fhir.left_out"
local names = require "fhir.names"
local words = require "lib.words"

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
  local text = row.outcome
  for _, each in ipairs(tables.outcomes) do
    if each.value == row.outcome then text = each.zh end
  end
  if row.reason then text = text .. "：" .. row.reason end
  return array { { text = text } }
end

-- Why it was taken: as needed the giver's own words, else what the order is for.
local function indication(row)
  local text = row.as_needed and row.reason or row.indication
  return done[row.outcome] and text and array { { text = text } } or nil
end

-- What was measured before, and what the giver said beside.
local function notes(row, facts)
  local list = array {}
  local function add(text) list[#list + 1] = { text = text } end
  for _, each in ipairs(facts.signs or {}) do
    add("测得" .. words.of(enums.sign, each.sign) .. " " .. each.value)
  end
  if done[row.outcome] and row.reason and not row.as_needed then add("原因：" .. row.reason) end
  if facts.override then add("破例理由：" .. facts.override) end
  if facts.late_entry then add("补记") end
  if facts.note then add(facts.note) end
  return #list > 0 and list or nil
end

-- row: of the dose, with name, unit, route, amount of its order.
return function(tables, row)
  local facts = row.facts or {}
  return {
    resourceType = "MedicationAdministration", id = "dose-" .. row.outcome_id,
    extension = extensions.out(nil, left_out.of_dose(row, facts)),
    status = done[row.outcome] and "completed" or "not-done",
    statusReason = reasons(tables, row),
    medicationCodeableConcept = { text = row.name },
    subject = dosage_out.subject(row),
    effectiveDateTime = time.iso(row.at),
    performer = performers(row),
    reasonCode = indication(row),
    request = { reference = "MedicationRequest/order-" .. row.order_id },
    note = notes(row, facts),
    dosage = done[row.outcome] and {
      route = dosage_out.route(tables, row.route),
      dose = dosage_out.quantity(tables, facts.amount or row.amount, row.unit),
    } or nil,
  }
end
