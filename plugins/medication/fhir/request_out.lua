-- An order -> MedicationRequest. Pure.
local dosage_out = require "fhir.dosage_out"

-- Where an order stands. A changed one is stopped: its next version goes on.
local function status_of(row, now)
  if row.ended_by then return "stopped" end
  if row.ends and row.ends <= now then return "completed" end
  return row.held and "on-hold" or "active"
end

return function(tables, row, now)
  return {
    resourceType = "MedicationRequest", id = "order-" .. row.id,
    identifier = row.document and array { { value = row.document } } or nil,
    status = status_of(row, now), intent = "order",
    medicationCodeableConcept = { text = row.name },
    subject = dosage_out.subject(row),
    authoredOn = time.iso(row.entered),
    requester = row.prescriber and { display = row.prescriber } or nil,
    recorder = { display = row.person },
    reasonCode = row.indication and not row.as_needed and array { { text = row.indication } }
      or nil,
    priorPrescription = row.replaces
      and { reference = "MedicationRequest/order-" .. row.replaces } or nil,
    dosageInstruction = array { dosage_out.dosage(tables, row) },
  }
end
