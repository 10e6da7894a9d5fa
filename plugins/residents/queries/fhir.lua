-- Every resident and allergy as FHIR resources.
local allergy_out = require "fhir.allergy_out"
local patient_out = require "fhir.patient_out"

local function by_resident(rows)
  local groups = {}
  for _, row in ipairs(rows) do
    groups[row.resident] = groups[row.resident] or array {}
    local group = groups[row.resident]
    group[#group + 1] = row
  end
  return groups
end

return {
  zh = "FHIR 导出", en = "As FHIR", permission = "residents.export",
  input = { { name = "resident", type = "ref", to = "resident", zh = "只要这位老人",
    en = "Of this resident only" } },
  deadline_ms = 20000,
  columns = { { name = "resource", type = "json", zh = "资源", en = "Resource" } },
  run = function(call, home)
    local contacts = by_resident(home.query("fhir_contacts", call.input))
    local numbers = by_resident(home.query("fhir_numbers", call.input))
    local rows = array {}
    for _, row in ipairs(home.query("fhir_residents", call.input)) do
      rows[#rows + 1] = { resource = patient_out(row, contacts[row.id] or {},
        numbers[row.id] or {}) }
    end
    for _, row in ipairs(home.query("fhir_allergies", call.input)) do
      rows[#rows + 1] = { resource = allergy_out(row, call.today) }
    end
    return rows
  end,
}
