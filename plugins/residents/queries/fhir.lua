-- Residents and their allergies as FHIR resources, page by page.
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
  input = {
    { name = "resident", type = "ref", to = "resident", zh = "只要这位老人",
      en = "Of this resident only" },
    { name = "after", type = "integer", min = 0, default = 0, zh = "之后的", en = "After" },
  },
  deadline_ms = 20000,
  columns = {
    { name = "id", type = "id", zh = "编号", en = "Number" },
    { name = "resource", type = "json", zh = "资源", en = "Resource" },
  },
  run = function(call, home)
    local residents = home.query("fhir_residents", call.input)
    if #residents == 0 then return array {} end
    local part = { after = residents[1].id - 1, upto = residents[#residents].id }
    local contacts = by_resident(home.query("fhir_contacts", part))
    local numbers = by_resident(home.query("fhir_numbers", part))
    local allergies = by_resident(home.query("fhir_allergies", part))
    local rows = array {}
    for _, row in ipairs(residents) do
      rows[#rows + 1] = { id = row.id, resource = patient_out(row, contacts[row.id] or {},
        numbers[row.id] or {}) }
      for _, allergy in ipairs(allergies[row.id] or {}) do
        rows[#rows + 1] = { id = row.id, resource = allergy_out(allergy, call.today) }
      end
    end
    return rows
  end,
}
