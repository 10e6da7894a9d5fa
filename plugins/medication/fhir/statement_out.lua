-- An order that is in force -> MedicationStatement. Pure.
local dosage_out = require "fhir.dosage_out"
local extensions = require "fhir.extensions"
local left_out = require "fhir.left_out"

return function(tables, row, now)
  return {
    resourceType = "MedicationStatement", id = "taking-" .. row.id,
    basedOn = array { { reference = "MedicationRequest/order-" .. row.id } },
    extension = extensions.out(row.review,
      left_out.of_order(row, "MedicationStatement", "MedicationStatement.dosage[0]")),
    status = row.held and "on-hold" or "active",
    medicationCodeableConcept = { text = row.name },
    subject = dosage_out.subject(row),
    effectivePeriod = { start = time.iso(row.starts),
      ["end"] = row.ends and time.iso(row.ends) or nil },
    dateAsserted = time.iso(now),
    reasonCode = row.indication and array { { text = row.indication } } or nil,
    dosage = array { dosage_out.dosage(tables, row) },
  }
end
