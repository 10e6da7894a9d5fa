-- One FHIR MedicationRequest: an order like any other, with all its checks.
local fhir = require "lib.fhir"
local order = require "actions.order"
local prescriptions = require "lib.prescriptions"
local request_in = require "fhir.request_in"
local words = require "lib.words"

local function drug_of(call, home, about)
  local inside = call.input.references and call.input.references[about.drug_reference or ""]
  if inside and inside.type == "Medication" then return inside.id end
  return fhir.drug(home, about.drug, "MedicationRequest.medication")
end

-- A prescription that the rule refuses does not stop its order: it is left, and told
-- with the reason, for somebody to enter.
local function settle_prescription(call, home, input, left_out)
  if not input.prescription then return end
  local _, faults = prescriptions.judge(call, home, home.get("drug", input.drug),
    input.prescription)
  for _, fault in ipairs(faults) do
    left_out[#left_out + 1] = { path = "MedicationRequest.dispenseRequest", code = fault.code,
      zh = "处方没有带入：" .. fault.zh, en = "The prescription was not entered: " .. fault.en }
  end
  if #faults > 0 then input.prescription = nil end
end

-- A dosage in words is an instruction, but for one that an export of ours made of the
-- dose and times that stand beside it.
local function add_text(call, input, text)
  local plan = text and call.rules.frequency(call.data.frequencies[1], input.frequency,
    call.settings)
  if not plan then return end
  plan.times, plan.weekdays = input.times or plan.times, input.weekdays or plan.weekdays
  if text == (words.dose(input.dose.amount, input.dose.unit)) .. " "
    .. (words.often(plan)) then return end
  input.instruction = input.instruction and text .. "；" .. input.instruction or text
end

-- A review that should have been already does not keep the order out.
local function settle_review(call, input, left_out)
  if not input.review or input.review >= call.today then return end
  left_out[#left_out + 1] = { path = "MedicationRequest.extension", code = "past",
    zh = "复核日期 " .. input.review .. " 已经过去，没有带入。", en = "The day of review, "
      .. input.review .. ", has passed: not carried over." }
  input.review = nil
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
    settle_review(call, input, left_out)
    add_text(call, input, about.text)
    settle_prescription(call, home, input, left_out)
    local given = call.input
    call.input = input
    local made = order.run(call, home)
    call.input = given
    fhir.keep(call, home, { for_order = made.order })
    return { id = made.order, left_out = left_out, warnings = made.warnings }
  end,
}
