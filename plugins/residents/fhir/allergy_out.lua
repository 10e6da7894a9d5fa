-- A row of a resident's allergies -> AllergyIntolerance. Pure.
local concept = require "fhir.concept"
local names = require "fhir.names"

return function(row, today)
  local over = row.ended and row.ended <= today
  local reaction
  if row.reaction then
    reaction = array { { manifestation = array { { text = row.reaction } },
      severity = row.severe and "severe" or nil } }
  end
  return {
    resourceType = "AllergyIntolerance", id = "allergy-" .. row.id,
    clinicalStatus = concept.make(names.allergy_clinical, over and "inactive" or "active"),
    criticality = row.severe and "high" or nil,
    code = { text = row.substance },
    patient = { reference = "Patient/resident-" .. row.resident },
    recordedDate = over and row.ended or nil,
    reaction = reaction,
  }
end
