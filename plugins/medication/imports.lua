-- Files of other systems that bring orders and what was taken elsewhere.
local function fhir(zh, en, resource, action)
  return { zh = zh, en = en, format = "fhir", resource = resource, action = action }
end

local knowledge = require "imports_knowledge"

return {
  drugs = knowledge.drugs,
  interactions = knowledge.interactions,
  fhir_medications = fhir("药品对照（FHIR）", "Drugs matched (FHIR)", "Medication",
    "import_medication"),
  fhir_requests = fhir("医嘱（FHIR）", "Orders (FHIR)", "MedicationRequest", "import_request"),
  fhir_given = fhir("院外给药（FHIR）", "Given elsewhere (FHIR)", "MedicationAdministration",
    "import_outside"),
  fhir_taken = fhir("院外用药（FHIR）", "Taken elsewhere (FHIR)", "MedicationStatement",
    "import_outside"),
}
