-- One FHIR MedicationRequest: an order like any other, with all its checks.
local fhir = require "lib.fhir"
local order = require "actions.order"
local request_in = require "fhir.request_in"

local function drug_of(call, home, about)
  local inside = call.input.references and call.input.references[about.drug_reference or ""]
  if inside and inside.type == "Medication" then return inside.id end
  return fhir.drug(home, about.drug, "MedicationRequest.medication")
end

return {
  zh = "导入 FHIR 医嘱", en = "Import a FHIR MedicationRequest", permission = "medication.order",
  input = fhir.input, output = fhir.output, deadline_ms = 1000,
  run = function(call, home)
    local input, about, faults, left_out =
      request_in(call.input.resource, fhir.tables(call), call.now)
    for _, fault in ipairs(faults) do refuse(fault.field, fault.code, fault.zh, fault.en) end
    input.resident = fhir.resident(call, home, about.subject, "MedicationRequest.subject")
    input.drug = drug_of(call, home, about)
    fhir.refuse_known(call, home)
    if refused() then stop() end
    local given = call.input
    call.input = input
    local made = order.run(call, home)
    call.input = given
    fhir.keep(call, home, { for_order = made.order })
    return { id = made.order, left_out = left_out, warnings = made.warnings }
  end,
}
