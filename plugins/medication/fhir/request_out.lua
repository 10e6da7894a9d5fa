-- An order -> MedicationRequest. Pure.
local concept = require "fhir.concept"
local dosage_out = require "fhir.dosage_out"
local extensions = require "fhir.extensions"
local left_out = require "fhir.left_out"
local names = require "fhir.names"

-- Where an order stands. A changed one is stopped: its next version goes on.
local function status_of(row, now)
  if row.ended_by then return "stopped" end
  if row.ends and row.ends <= now then return "completed" end
  return row.held and "on-hold" or "active"
end

-- The prescription that the order rests on: from when to when, how many days.
local function supply(row)
  if not row.days then return nil end
  return { validityPeriod = { start = row.first, ["end"] = row.last },
    expectedSupplyDuration = { value = tostring(row.days), unit = "天", system = names.ucum,
      code = "d" } }
end

return function(tables, row, now)
  return {
    resourceType = "MedicationRequest", id = "order-" .. row.id,
    identifier = row.document and array { { value = row.document } } or nil,
    extension = extensions.out(row.review,
      left_out.of_order(row, "MedicationRequest", "MedicationRequest.dosageInstruction[0]")),
    status = status_of(row, now), intent = "order",
    statusReason = row.status_reason and { text = row.status_reason } or nil,
    medicationCodeableConcept = { text = row.name },
    subject = dosage_out.subject(row),
    authoredOn = row.issued or time.iso(row.entered),
    requester = row.prescriber and { display = row.prescriber } or nil,
    recorder = { display = row.person },
    reasonCode = row.indication and not row.as_needed and array { { text = row.indication } }
      or nil,
    courseOfTherapyType = row.rx_kind == "long_term" and concept.make(names.course, "continuous")
      or nil,
    dispenseRequest = supply(row),
    note = row.reason and array { { text = "更改原因：" .. row.reason } } or nil,
    priorPrescription = row.replaces
      and { reference = "MedicationRequest/order-" .. row.replaces } or nil,
    dosageInstruction = array { dosage_out.dosage(tables, row) },
  }
end
