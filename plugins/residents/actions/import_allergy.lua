-- One FHIR AllergyIntolerance.
local allergies = require "lib.allergies"
local allergy_in = require "fhir.allergy_in"
local fhir_id = require "lib.fhir_id"

return {
  zh = "导入 FHIR 过敏", en = "Import a FHIR AllergyIntolerance",
  permission = "residents.clinical",
  input = {
    { name = "resource", type = "json", required = true, zh = "资源", en = "Resource" },
    { name = "references", type = "json", zh = "文件内的引用", en = "References within the file" },
    { name = "source", type = "text", max = 80, zh = "来源", en = "Where it is from" },
  },
  output = {
    { name = "id", type = "id", zh = "编号", en = "Number" },
    { name = "left_out", type = "json", zh = "没有带入的内容", en = "Not carried over" },
  },
  run = function(call, home)
    local input = call.input
    local row, faults, left_out, patient = allergy_in(input.resource, call.today)
    local resident = fhir_id.resolve(home, patient, input.references, input.source)
    for _, fault in ipairs(faults) do refuse(fault.field, fault.code, fault.zh, fault.en) end
    if not resident then
      refuse("AllergyIntolerance.patient", "unknown",
        "找不到这条过敏属于哪位老人。请在同一份文件里带上 Patient，或先导入并用同一个来源名称。",
        "Whose allergy this is can't be told. Bring the Patient in the same file, or first and "
        .. "with the same source name.")
    end
    if refused() then stop() end
    if not row then return { left_out = left_out } end
    if not row.ended and allergies.known(home, resident, row.substance) then
      refuse("AllergyIntolerance.code", "duplicate", "这项过敏已经登记过。",
        "This allergy is on file already.")
      stop()
    end
    row.resident = resident
    local id = home.insert("allergy", row)
    home.publish("allergy_added", "resident:" .. resident, { resident = resident })
    return { id = id, left_out = left_out }
  end,
}
