-- MedicationRequest -> what an order is made from. Pure.
local concept = require "fhir.concept"
local dose_in = require "fhir.dose_in"
local extensions = require "fhir.extensions"
local instructions = require "fhir.instructions"
local supply_in = require "fhir.supply_in"
local timing_in = require "fhir.timing_in"
local walker = require "fhir.walker"

-- A contained resource by "#id".
local function contained(request, reference)
  local id = reference and reference:match("^#(.+)$")
  for _, node in ipairs(id and request:list("contained") or {}) do
    if node.value.id == id then return node end
  end
end

-- Words that may name the drug, best first; and the reference, if it is one.
local function drug_of(request)
  local words, reference = array {}, request:take("medicationReference")
  local node = request:sub("medicationCodeableConcept")
  if reference then
    local inside = contained(request, reference.reference)
    if inside then
      inside:take("resourceType")
      inside:take("id")
      node = inside:sub("code")
    end
  end
  local whole = node and node.value or {}
  words[1] = node and concept.words(node)
  for _, coding in ipairs(whole.coding or {}) do words[#words + 1] = coding.display end
  if reference and reference.display then words[#words + 1] = reference.display end
  return words, reference and reference.reference
end

-- 李医生, but Bob Carer: Chinese names stand family first, without a space.
local function name_of(node)
  local text, family = node:take("text"), node:take("family")
  local given = table.concat(node:texts("given"), " ")
  if text then return text end
  if not family or given == "" then return family or (given ~= "" and given or nil) end
  if family:byte() >= 0xe3 then return family .. given:gsub(" ", "") end
  return given .. " " .. family
end

-- A reference without a name names nobody here: it is left.
local function prescriber_of(request)
  local requester = request:sub("requester")
  if not requester then return nil end
  local inside = contained(request, requester.value.reference)
  local name = inside and inside.value.name
  if type(name) == "table" then name = name_of(inside:list("name")[1]) end
  if inside and name then requester:take("reference") end
  return requester:take("display") or name
end

local function words_of(list)
  local parts = array {}
  for _, node in ipairs(list) do parts[#parts + 1] = concept.words(node) end
  return #parts > 0 and table.concat(parts, "；") or nil
end

local orders = { order = true, ["original-order"] = true, ["reflex-order"] = true,
  ["filler-order"] = true, ["instance-order"] = true }

local function check_state(request, add)
  local status, intent = request:take("status") or "?", request.value.intent
  if status ~= "active" then
    add("MedicationRequest.status", "status", "这条医嘱不是在用的（" .. status .. "），没有开立。",
      "This order is not in force (" .. status .. "): not entered.")
  end
  if intent == "order" then request:take("intent") end -- of another kind is told as left
  if not orders[intent] then
    add("MedicationRequest.intent", "intent", "这是建议或计划，不是医嘱。",
      "This is a proposal or plan, no order.")
  end
  if request:take("doNotPerform") then
    add("MedicationRequest.doNotPerform", "forbids", "这条写的是不要用这种药，请另行处理。",
      "This says that the drug is not to be given: deal with it by hand.")
  end
end

-- The most at one time: the ordered dose keeps to it, or the two contradict.
local function check_each(dosage, units, input, add)
  local most = dosage.value.maxDosePerAdministration
  local found = most and dose_in.quantity(units, most)
  if not most or not input.dose then return end
  if not found or found.unit ~= input.dose.unit
    or decimal.cmp(input.dose.amount, found.amount) > 0 then
    add(dosage.path .. ".maxDosePerAdministration", "limit", "每次的剂量和每次最大量对不上，请核对。",
      "The dose and the maximum at one time don't agree: check them.")
  end
end

local function limit_of(dosage, units, input, add)
  if dosage.value.maxDosePerLifetime then
    add(dosage.path .. ".maxDosePerLifetime", "limit", "一生的最大量不能照办，请另行处理。",
      "A maximum for a lifetime can't be kept to: deal with it by hand.")
  end
  check_each(dosage, units, input, add)
  local limit = dosage:take("maxDosePerPeriod")
  if not limit then return end
  local most, why_zh, why_en = dose_in.quantity(units, limit.numerator)
  local per = limit.denominator or {}
  local day = (per.value == "24" and (per.code or per.unit) == "h")
    or (per.value == "1" and (per.code or per.unit) == "d")
  if not most or not day or (input.dose and most.unit ~= input.dose.unit) then
    add(dosage.path .. ".maxDosePerPeriod", "limit", why_zh or "最大量要按 24 小时、用剂量的单位写。",
      why_en or "The maximum must be for 24 hours, in the unit of the dose.")
    return
  end
  input.max_amount = most.amount
end

local function dose_of(dosage, tables, input, add)
  local lists = dosage:list("doseAndRate")
  local one = lists[1]
  if #lists > 1 or (one and (one.value.doseRange or one.value.rateRatio
      or one.value.rateRange or one.value.rateQuantity)) then
    add(dosage.path .. ".doseAndRate", "dose", "剂量范围或滴速不能照办，请定准每次的剂量。",
      "A range or rate can't be kept to: settle on one dose.")
    return
  end
  local dose, zh, en = dose_in.quantity(tables.units, one and one:take("doseQuantity"))
  if not dose then add(dosage.path .. ".doseAndRate", "dose", zh, en) end
  input.dose = dose
end

local function route_of(dosage, tables, input, add)
  local route, words = dose_in.route(tables.routes, dosage:sub("route"))
  if not route then
    add(dosage.path .. ".route", "route",
      words and "不认识途径“" .. words .. "”。" or "没有写给药途径。",
      words and "The route \"" .. words .. "\" is not known." or "There is no route.")
  end
  input.route = route
end

local function needed_of(dosage)
  local node = dosage:sub("asNeededCodeableConcept")
  if node then return true, concept.words(node) end
  return dosage:take("asNeededBoolean") == true
end

-- What a prn order says of itself goes with the order's own fields.
local function timing_of(dosage, tables, input, now, add)
  local needed, reason = needed_of(dosage)
  local timing, why = timing_in(dosage:sub("timing"), needed, tables)
  if not timing then
    add(dosage.path .. ".timing", why.code, why.zh, why.en)
    return
  end
  input.frequency, input.times, input.weekdays = timing.frequency, timing.times, timing.weekdays
  input.meal, input.start, input["end"] = timing.meal, timing.start, timing.end_
  if timing.lasts then
    input["end"] = (timing.start or now) + timing.lasts * 60000 - 1000
  end
  if needed and timing.frequency ~= "sos" then
    input.prn = { reason = reason, min_interval = timing.min_interval,
      max_doses = timing.max_doses }
  elseif reason then
    input.indication = reason
  end
end

-- What is told beside dose and times: what an order has a field for goes there.
local function instruction_of(dosage, input)
  local parts, found = array {}, { meal = input.meal }
  parts[1] = dosage:take("patientInstruction")
  for _, node in ipairs(dosage:list("additionalInstruction")) do
    local text = concept.words(node)
    if text and not instructions.read(text, found) then parts[#parts + 1] = text end
  end
  local limits = input.prn or input
  for _, name in ipairs { "min_interval", "max_doses" } do
    limits[name] = found[name] and math.min(found[name], limits[name] or found[name])
      or limits[name]
    found[name] = nil
  end
  for name, value in pairs(found) do input[name] = value end
  return #parts > 0 and table.concat(parts, "；") or nil
end

local function dosage_of(request, tables, input, about, now, add)
  local list = request:list("dosageInstruction")
  if #list ~= 1 then
    add("MedicationRequest.dosageInstruction", "count",
      #list == 0 and "没有写用法。" or "一条医嘱只能有一种用法，请分成几条。",
      #list == 0 and "There is no dosage." or "An order has one dosage: split it.")
    return
  end
  local dosage = list[1]
  dosage:take("sequence")
  dose_of(dosage, tables, input, add)
  route_of(dosage, tables, input, add)
  timing_of(dosage, tables, input, now, add)
  limit_of(dosage, tables.units, input, add)
  if input.prn then input.prn.max_amount, input.max_amount = input.max_amount, nil end
  input.instruction = instruction_of(dosage, input)
  about.text = dosage:take("text")
end

-- tables: units, routes (lists), and what timing_in knows. Gives the order's input without
-- resident and drug; { drug = words, drug_reference,
-- subject, text = the dosage in words }; faults; left.
return function(resource, tables, now)
  local request = walker(resource)
  local faults, input, about = array {}, {}, {}
  local function add(field, code, zh, en)
    faults[#faults + 1] = { field = field, code = code, zh = zh, en = en }
  end
  request:take("id")
  request:explain("authoredOn", "entered", "开立时间是本院登记的时间，不是这个。",
    "An order's time is when it was entered here, not this.")
  about.subject = request:take("subject")
  check_state(request, add)
  about.drug, about.drug_reference = drug_of(request)
  input.prescriber = prescriber_of(request)
  input.indication = words_of(request:list("reasonCode"))
  local number = request:list("identifier")[1]
  if number and number.value.value then
    input.document = number:take("value")
  end
  dosage_of(request, tables, input, about, now, add)
  input.prescription = supply_in(request)
  if input.prn and not input.prn.reason then
    input.prn.reason = input.indication
  end
  local review, left = extensions.read(request)
  input.review = review
  return input, about, faults, request:left(left)
end
