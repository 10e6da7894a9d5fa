-- One FHIR MedicationAdministration or MedicationStatement of elsewhere.
local fhir = require "lib.fhir"
local outside_in = require "fhir.outside_in"

return {
  zh = "导入院外用药（FHIR）", en = "Import what was taken elsewhere (FHIR)",
  permission = "medication.order",
  input = fhir.input, output = fhir.output,
  run = function(call, home)
    local row, subject, faults, left_out = outside_in(call.input.resource)
    for _, fault in ipairs(faults) do refuse(fault.field, fault.code, fault.zh, fault.en) end
    row.resident = fhir.resident(call, home, subject, row.type .. ".subject")
    fhir.refuse_known(call, home)
    if refused() then stop() end
    row.source, row.entered = call.input.source or call.input.url, call.now
    local id = home.insert("outside", row)
    fhir.keep(call, home, { outside = id })
    return { id = id, left_out = left_out }
  end,
}
