-- Documents for other systems.
local function fhir(zh, en, query)
  return { zh = zh, en = en, permission = "medication.export", query = query, format = "fhir" }
end

return {
  fhir_orders = fhir("医嘱（FHIR）", "Orders (FHIR)", "fhir_orders"),
  fhir_taking = fhir("在用药品（FHIR）", "What is being taken (FHIR)", "fhir_taking"),
  fhir_doses = fhir("给药记录（FHIR）", "Recorded doses (FHIR)", "fhir_doses"),
}
