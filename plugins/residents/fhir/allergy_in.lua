-- AllergyIntolerance -> a row of the resident's allergies. Pure.
local concept = require "fhir.concept"
local names = require "fhir.names"
local walker = require "fhir.walker"

local function is_none(resource)
  for _, coding in ipairs(resource.code and resource.code.coding or {}) do
    if coding.system == names.snomed and names.no_allergy[coding.code] then return true end
  end
  return false
end

local function reactions_of(allergy, row)
  local parts = array {}
  for _, reaction in ipairs(allergy:list("reaction")) do
    for _, manifestation in ipairs(reaction:list("manifestation")) do
      parts[#parts + 1] = concept.words(manifestation)
    end
    parts[#parts + 1] = reaction:take("description")
    if reaction.value.severity == "severe" then
      reaction:take("severity")
      row.severe = true
    end
  end
  local text = table.concat(parts, "、")
  if text ~= "" then row.reaction = text end
end

-- Over when it is inactive, resolved or refuted; from when on is not said, so
-- from the day on which that was written down, or today.
local function state_of(allergy, row, today, fault)
  local clinical = concept.code(allergy:sub("clinicalStatus"), names.allergy_clinical)
  local verified = concept.peek(allergy:sub("verificationStatus"), names.allergy_verified)
  if verified == "entered-in-error" then
    fault("AllergyIntolerance.verificationStatus", "error", "这条是误记的，没有带入。",
      "This was entered in error: not brought in.")
  end
  if clinical == "inactive" or clinical == "resolved" or verified == "refuted" then
    local written = (allergy:take("recordedDate") or ""):sub(1, 10)
    row.ended = date.valid(written) and written or today
  end
end

-- row, or nil when it says that there are no allergies; faults; left out;
-- the reference to the patient.
return function(resource, today)
  local allergy = walker(resource)
  local faults, row = array {}, { severe = false }
  local function fault(field, code, zh, en)
    faults[#faults + 1] = { field = field, code = code, zh = zh, en = en }
  end
  allergy:take("id")
  allergy:explain("verificationStatus", "verification",
    "核实到什么程度不登记；没有核实过的过敏也按过敏登记。",
    "How far it was confirmed is not kept; one that was not is on file like any other.")
  local patient = allergy:take("patient")
  state_of(allergy, row, today, fault)
  if is_none(resource) then
    allergy:explain("code", "none", "写明没有过敏，不必登记。",
      "It says that there are no allergies: nothing to put on file.")
    return nil, faults, allergy:left(), patient
  end
  row.substance = concept.words(allergy:sub("code"))
  if not row.substance then
    fault("AllergyIntolerance.code", "required", "没有写明对什么过敏。",
      "It does not say what the allergy is to.")
  end
  reactions_of(allergy, row)
  if allergy.value.criticality == "high" then
    row.severe = allergy:take("criticality") == "high"
  end
  return row, faults, allergy:left(), patient
end
