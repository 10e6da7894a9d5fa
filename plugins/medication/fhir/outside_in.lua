-- MedicationAdministration and MedicationStatement of elsewhere -> a line of
-- what was given or taken outside. Never a dose or an order of this home: those
-- are made by its own people. Pure.
local concept = require "fhir.concept"
local instant = require "fhir.instant"
local walker = require "fhir.walker"

local function drug_of(node)
  local reference = node:take("medicationReference")
  local words = concept.words(node:sub("medicationCodeableConcept"))
  if words or not reference then return words end
  local id = (reference.reference or ""):match("^#(.+)$")
  for _, inside in ipairs(id and node:list("contained") or {}) do
    if inside.value.id == id then
      inside:take("resourceType")
      inside:take("id")
      words = concept.words(inside:sub("code"))
    end
  end
  return words or reference.display
end

local function quantity(value)
  if not value or not value.value then return nil end
  return (value.comparator or "") .. value.value .. " " .. (value.unit or value.code or "")
end

local function dose_of(dosage)
  if not dosage then return nil end
  local text = dosage:take("text")
  if text then return text end
  local dose = quantity(dosage:take("dose"))
  local rate = dosage:list("doseAndRate")[1]
  dose = dose or (rate and quantity(rate:take("doseQuantity")))
  local route = concept.words(dosage:sub("route"))
  if dose and route then return dose .. "，" .. route end
  return dose or route
end

-- A time that is told to the day; one that is not is left, and says why.
local function time_of(node, key)
  local at = node and instant(node.value[key])
  if at then node:take(key) end
  if node and not at then
    node:explain(key, "partial", "只写到年或月，没有带入。",
      "Only the year or month is told: not carried over.")
  end
  return at
end

return function(resource)
  local node = walker(resource)
  local faults, row = array {}, { type = resource.resourceType }
  local function add(field, code, zh, en)
    faults[#faults + 1] = { field = row.type .. "." .. field, code = code, zh = zh, en = en }
  end
  node:take("id")
  local subject = node:take("subject")
  row.status, row.drug = node:take("status"), drug_of(node)
  local period = node:sub("effectivePeriod")
  row.starts = time_of(node, "effectiveDateTime") or time_of(period, "start")
  row.ends = time_of(period, "end")
  row.dose = dose_of(row.type == "MedicationStatement" and node:list("dosage")[1]
    or node:sub("dosage"))
  if row.status == "entered-in-error" then
    add("status", "error", "这条是误记的，没有带入。", "This was entered in error: not brought in.")
  end
  if not row.drug then
    add("medication", "required", "没有写明是什么药。", "It does not say which drug.")
  end
  if row.type == "MedicationAdministration" and not row.starts then
    add("effective", "instant", "给药时间要写到日。", "The time must be given to the day.")
  end
  return row, subject, faults, node:left()
end
