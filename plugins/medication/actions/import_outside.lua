-- One FHIR MedicationAdministration or MedicationStatement of elsewhere.
local daily = require "lib.daily"
local fhir = require "lib.fhir"
local outside_in = require "fhir.outside_in"

-- Doses in 24 hours at most, where the frequency says it exactly.
local function per_day(call, home, timing, row)
  if timing.times then return #timing.times end
  local plan = call.rules.frequency(call.data.frequencies[1], timing.frequency, call.settings)
  return plan and daily.exactly(call, home, plan, row.starts)
end

return {
  zh = "导入院外用药（FHIR）", en = "Import what was taken elsewhere (FHIR)",
  permission = "medication.order",
  input = fhir.input, output = fhir.output,
  run = function(call, home)
    local row, subject, faults, left_out, timing = outside_in(call.input.resource,
      fhir.tables(call))
    for _, fault in ipairs(faults) do refuse(fault.field, fault.code, fault.zh, fault.en) end
    if row.type == "MedicationAdministration" and row.starts and row.starts > call.now + 60000 then
      refuse("MedicationAdministration.effective", "future", "这个时间还没有到，不会已经给过。",
        "That time has not come yet: it can't have been given.")
    end
    row.resident = fhir.resident(call, home, subject, row.type .. ".subject")
    fhir.refuse_known(call, home)
    if refused() then stop() end
    if timing then row.per_day = per_day(call, home, timing, row) end
    row.source, row.entered = call.input.source or call.input.url, call.now
    local id = home.insert("outside", row)
    fhir.keep(call, home, { outside = id })
    return { id = id, left_out = left_out }
  end,
}
