-- One FHIR Patient.
local fhir_id = require "lib.fhir_id"
local patient_in = require "fhir.patient_in"
local register = require "lib.register"

local function keep_ids(home, resident, person, keys)
  for _, each in ipairs(person.identifiers) do
    home.insert("fhir_id", { resident = resident, kind = "identifier", system = each.system,
      value = each.value })
  end
  for _, key in ipairs(keys) do
    home.insert("fhir_id", { resident = resident, kind = "resource", system = key.system,
      value = key.value })
  end
end

-- A number or address that is on file says who this is already.
local function refuse_known(home, person, keys)
  local known = fhir_id.known(home, keys)
  for _, each in ipairs(person.identifiers) do
    local rows = home.find("fhir_id", { kind = "identifier", system = each.system,
      value = each.value })
    known = known or (rows[1] and rows[1].resident)
  end
  if known then
    refuse("Patient.identifier", "duplicate", "这位已经登记过（编号 " .. known .. "）。",
      "This person is on file already (number " .. known .. ").")
  end
end

return {
  zh = "导入 FHIR 老人资料", en = "Import a FHIR Patient", permission = "residents.register",
  input = {
    { name = "resource", type = "json", required = true, zh = "资源", en = "Resource" },
    { name = "url", type = "text", zh = "资源地址", en = "Address of the resource" },
    { name = "source", type = "text", max = 80, zh = "来源", en = "Where it is from" },
  },
  output = {
    { name = "id", type = "id", zh = "编号", en = "Number" },
    { name = "left_out", type = "json", zh = "没有带入的内容", en = "Not carried over" },
  },
  run = function(call, home)
    local input = call.input
    local person, faults, left_out = patient_in(input.resource)
    local keys = fhir_id.keys(input.resource, input.url, input.source)
    for _, fault in ipairs(faults) do refuse(fault.field, fault.code, fault.zh, fault.en) end
    refuse_known(home, person, keys)
    if refused() then stop() end
    local id = register(call, home, person)
    keep_ids(home, id, person, keys)
    return { id = id, left_out = left_out }
  end,
}
