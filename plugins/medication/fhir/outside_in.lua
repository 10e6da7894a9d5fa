-- MedicationAdministration and MedicationStatement of elsewhere -> a line of
-- what was given or taken outside. Never a dose or an order of this home: those
-- are made by its own people. Pure.
local concept = require "fhir.concept"
local dose_in = require "fhir.dose_in"
local instant = require "fhir.instant"
local timing_in = require "fhir.timing_in"
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

-- The exact dose, for the daily sums: of one dosage alone, no range or rate.
local function amount_of(node, tables)
  local dosages = node:list("dosage")
  if #dosages > 1 then return nil end
  local dosage = dosages[1] or node:sub("dosage")
  local value = dosage and dosage.value or {}
  local rates = value.doseAndRate or {}
  if #rates > 1 then return nil end
  local told = value.dose or (rates[1] and rates[1].doseQuantity)
  local dose = dose_in.quantity(tables.units, told)
  if dose and #rates == 1 then dosage:list("doseAndRate")[1]:take("doseQuantity") end
  if dose and value.dose then dosage:take("dose") end
  return dose
end

-- How often, where that is understood as a whole; else it is left, and told.
local function frequency_of(node, tables)
  local dosages = node:list("dosage")
  local value = #dosages == 1 and dosages[1].value or {}
  if value.asNeededBoolean or value.asNeededCodeableConcept or not value.timing then return nil end
  local trial = walker { resourceType = "Dosage", timing = value.timing }
  local timing = timing_in(trial:sub("timing"), false, tables)
  if not timing or #trial:left() > 0 then
    dosages[1]:explain("timing", "partial", "频次没有看懂，不算进每日最大量。",
      "How often is not understood: it counts in no daily sum.")
    return nil
  end
  dosages[1]:take("timing")
  return timing
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

-- tables: units and what timing_in knows. Gives the row, whose it is, faults, what is
-- left, and how often it is taken (as timing_in tells it) or nil.
return function(resource, tables)
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
  local statement, timing = row.type == "MedicationStatement", nil
  row.dose = dose_of(statement and node:list("dosage")[1] or node:sub("dosage"))
  local dose = amount_of(node, tables)
  if dose then row.amount, row.unit = dose.amount, dose.unit end
  if statement then timing = frequency_of(node, tables) end
  if timing then
    row.starts, row.ends = row.starts or timing.start, row.ends or timing.end_
  end
  if row.status == "entered-in-error" then
    add("status", "error", "这条是误记的，没有带入。", "This was entered in error: not brought in.")
  end
  if not row.drug then
    add("medication", "required", "没有写明是什么药。", "It does not say which drug.")
  end
  if row.type == "MedicationAdministration" and not row.starts then
    add("effective", "instant", "给药时间要写到日。", "The time must be given to the day.")
  end
  return row, subject, faults, node:left(), timing
end
