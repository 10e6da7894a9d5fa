-- Orders out of FHIR and back: what can be kept to comes in exactly, what can't
-- is refused with its place.
local administration_out = require "fhir.administration_out"
local dosage_out = require "fhir.dosage_out"
local enums = require "data.enums"
local frequencies = require "data.frequencies"
local dose_in = require "fhir.dose_in"
local instant = require "fhir.instant"
local outside_in = require "fhir.outside_in"
local request_in = require "fhir.request_in"
local request_out = require "fhir.request_out"
local timing_in = require "fhir.timing_in"
local units = require "data.units"
local walker = require "fhir.walker"
local ward = require "tests.lib.ward"

local codes = {}
for _, each in ipairs(frequencies[1].codes) do codes[each.code] = true end
local tables = { units = units[1].units or units, routes = enums.route, outcomes = enums.outcome,
  codes = codes, meals = { "07:00", "11:30", "17:30" }, offset = { ac = 30, pc = 30 } }

local function read_timing(timing, needed)
  local dosage = walker { resourceType = "Dosage", timing = timing }
  local got, fault = timing_in(dosage:sub("timing"), needed, tables)
  return got, fault, dosage:left()
end

local function every(f, p, unit, more)
  local repeats = { frequency = f, period = p, periodUnit = unit }
  for key, value in pairs(more or {}) do repeats[key] = value end
  return { ["repeat"] = repeats }
end

local function becomes(timing, frequency, needed)
  local got, fault, left = read_timing(timing, needed)
  assert(got, fault and fault.en)
  if type(frequency) == "string" then
    assert(got.frequency == frequency, tostring(got.frequency) .. " for " .. frequency)
  else
    local key, value = next(frequency)
    assert(got.frequency[key] == value, tostring(got.frequency[key]))
  end
  return got, left
end

local function refuses(timing, code, needed)
  local got, fault = read_timing(timing, needed)
  assert(not got and fault.code == code, fault and fault.code or "taken")
end

local function request(more)
  local made = { resourceType = "MedicationRequest", id = "1", status = "active",
    intent = "order", medicationCodeableConcept = { text = "甲药" },
    subject = { reference = "Patient/1" }, dosageInstruction = array { {
      timing = every(2, "1", "d"), route = { text = "口服" },
      doseAndRate = array { { doseQuantity = { value = "0.50", unit = "片" } } } } } }
  for key, value in pairs(more or {}) do made[key] = value end
  return made
end

local function bring(more, more_input, gives)
  local input = { resource = request(more), references = {
    ["Patient/1"] = { type = "Patient", id = 1 } } }
  for key, value in pairs(more_input or {}) do input[key] = value end
  return { do_ = "medication.import_request", input = input, gives = gives }
end

local function refused(more, more_input, ...)
  local step = bring(more, more_input)
  step.refused = { ... }
  return step
end

return {
  { name = "frequencies of FHIR are ours", run = function()
    becomes(every(1, "1", "d"), "qd")
    becomes(every(4, "1", "d"), "qid")
    becomes(every(1, "6", "h"), "q6h")
    becomes(every(1, "12", "h"), "q12h")
    becomes(every(1, "5", "h"), { every = "PT300M" })
    becomes(every(1, "2", "d"), "qod")
    becomes(every(1, "2.0", "d"), "qod")
    becomes(every(2, "1", "wk"), "biw")
    becomes(every(1, "2", "wk"), "q2w")
    becomes({ code = { coding = array { {
      system = "http://terminology.hl7.org/CodeSystem/v3-GTSAbbreviation", code = "TID" } } } },
      "tid")
    becomes({ ["repeat"] = { when = array { "ACM", "ACD", "ACV" } } }, "ac")
    becomes({ ["repeat"] = { when = array { "HS" } } }, "hs")
    local days = becomes(every(1, "1", "d", { dayOfWeek = array { "fri", "mon" } }), "biw")
    assert(days.weekdays[1] == 1 and days.weekdays[2] == 5)
    local own = becomes(every(2, "1", "d", { timeOfDay = array { "07:30:00", "19:00:00" } }), "bid")
    assert(own.times[1] == "07:30" and own.times[2] == "19:00")
    local five = { dayOfWeek = array { "mon", "tue", "wed", "thu", "fri" } }
    becomes(every(1, "1", "d", five),
      { rrule = "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR;BYHOUR=8;BYMINUTE=0;BYSECOND=0" })
    becomes(every(2, "1", "d", { dayOfWeek = array { "wed", "mon" },
      timeOfDay = array { "08:30:00", "20:30:00" } }),
      { rrule = "FREQ=WEEKLY;BYDAY=MO,WE;BYHOUR=8,20;BYMINUTE=30;BYSECOND=0" })
    becomes(every(5, "1", "d", { timeOfDay = array { "06:00:00", "09:00:00", "12:00:00",
      "15:00:00", "18:00:00" } }),
      { rrule = "FREQ=DAILY;BYHOUR=6,9,12,15,18;BYMINUTE=0;BYSECOND=0" })
    assert(becomes(every(1, "4", "h", { periodMax = "6" }), "prn", true).min_interval == 240)
  end },

  { name = "what can't be kept to is refused", run = function()
    refuses(every(1, "1", "d", { frequencyMax = 2 }), "range")
    refuses(every(1, "4", "h", { periodMax = "6" }), "range")
    refuses(every(5, "1", "d"), "frequency")
    refuses(every(1, "1", "mo"), "period")
    refuses(every(1, "1.5", "d"), "period")
    refuses(every(1, "1", "d", { count = 10 }), "count")
    refuses({ ["repeat"] = { when = array { "ACM" } } }, "when")
    refuses(every(1, "1", "d", { boundsPeriod = { start = "2026" } }), "bounds")
    refuses({ event = array { "2026-11-23", "2026-11-24" } }, "event")
    refuses({ code = { text = "2w" } }, "code")
    refuses(nil, "timing")
  end },

  -- Each of these would have been given more often than it says, or at other
  -- times, by somebody who reads only one half of it.
  { name = "two halves of a timing that don't agree are refused", run = function()
    local once_a_week = every(1, "1", "wk", { when = array { "MORN" } })
    refuses(once_a_week, "when")
    refuses(every(1, "2", "d", { when = array { "HS" } }), "when")
    refuses({ ["repeat"] = { when = array { "NIGHT" }, dayOfWeek = array { "mon" } } }, "when")
    refuses(every(1, "1", "d", { when = array { "AC" } }), "when")
    becomes(every(3, "1", "d", { when = array { "AC" } }), "ac")
    becomes(every(1, "1", "d", { when = array { "HS" } }), "hs")
    refuses(every(1, "2", "wk", { dayOfWeek = array { "mon" } }), "days")
    refuses(every(1, "1", "wk", { dayOfWeek = array { "mon", "wed", "fri" } }), "days")
    refuses(every(2, "1", "wk", { dayOfWeek = array { "mon", "mon" } }), "frequency")
    refuses(every(2, "1", "d", { dayOfWeek = array { "mon" }, timeOfDay = array { "08:00:00",
      "20:30:00" } }), "frequency")
    becomes(every(3, "1", "wk", { dayOfWeek = array { "mon", "wed", "fri" } }), "tiw")
    refuses(every(3, "1", "d", { timeOfDay = array { "08:00:00" } }), "frequency")
    refuses(every(5, "1", "d", { timeOfDay = array { "06:00:00", "09:00:00", "12:30:00",
      "15:00:00", "18:00:00" } }), "frequency")
    refuses(every(1, "2", "wk", { timeOfDay = array { "08:00:00" }, dayOfWeek = array { "mon" } }),
      "frequency")
    refuses(every(1, "1", "d", { count = 1 }), "count")
    refuses(every(2, "1", "d", { duration = "2", durationUnit = "h" }), "duration")
    refuses(every(1, "8", "h", { when = array { "HS" } }), "needed", true)
    refuses(every(1, "8", "h", { timeOfDay = array { "08:00:00" } }), "needed", true)
    refuses(ward.merged(every(1, "1", "d"), { event = array { "2026-11-23T08:00:00+08:00" } }),
      "event")
    refuses({ event = array { "2026-11-23" } }, "event")
  end },

  { name = "a code beside times must say the same", run = function()
    local function coded(code, timing)
      timing.code = { coding = array { { code = code,
        system = "http://terminology.hl7.org/CodeSystem/v3-GTSAbbreviation" } } }
      return timing
    end
    refuses(coded("BID", every(3, "1", "d")), "code")
    refuses(coded("QD", every(1, "1", "wk")), "code")
    becomes(coded("TID", every(1, "8", "h")), "q8h")
    becomes(coded("QD", { ["repeat"] = { when = array { "HS" } } }), "hs")
    -- words that are no code of ours are told, not passed over
    local _, left = becomes(ward.merged(every(1, "8", "h"), { code = { text = "饭后半小时" } }),
      "q8h")
    assert(#left == 1 and left[1].path == "Dosage.timing.code")
  end },

  { name = "minutes before a meal are the home's or refused", run = function()
    local function ac(offset)
      return { ["repeat"] = { when = array { "AC" }, offset = offset } }
    end
    becomes(ac(30), "ac")
    refuses(ac(60), "offset")
    refuses(every(3, "1", "d", { offset = 30 }), "offset")
    local with = becomes({ ["repeat"] = { when = array { "C" } } }, "tid")
    assert(with.meal == "with" and with.times[2] == "11:30")
  end },

  { name = "what was read whole still tells of its extensions", run = function()
    local quantity = { value = "1", unit = "片", _value = { extension = array { {} } } }
    local made = request { dosageInstruction = array { { timing = every(2, "1", "d",
      { periodMaxUnit = "x", extension = array { {} } }), route = { text = "口服" },
      doseAndRate = array { { doseQuantity = quantity } } } }, requester = { reference = "P/1" } }
    local _, _, faults, left = request_in(made, tables, 0)
    assert(#faults == 0, faults[1] and faults[1].en)
    local paths = {}
    for _, each in ipairs(left) do paths[each.path] = true end
    local dosage = "MedicationRequest.dosageInstruction[0]."
    assert(paths[dosage .. "doseAndRate[0].doseQuantity._value"])
    assert(paths[dosage .. "timing.repeat.extension"])
    assert(paths["MedicationRequest.requester"], "a prescriber without a name")
  end },

  { name = "a code and words of two units are no dose", run = function()
    local function dose(quantity) return (dose_in.quantity(tables.units, quantity)) end
    local ucum = "http://unitsofmeasure.org"
    assert(dose { value = "5", unit = "mg", code = "mg", system = ucum }.unit == "mg")
    assert(dose { value = "5", unit = "毫克", code = "mg", system = ucum }.unit == "mg")
    assert(dose { value = "5", unit = "各", code = "mg", system = ucum }.unit == "mg")
    assert(dose { value = "5", unit = "g", code = "mg", system = ucum } == nil)
    assert(dose { value = "5", comparator = "<", unit = "mg" } == nil)
    assert(dose { value = "5e1", unit = "mg" } == nil and dose { value = "5", unit = "mG2" } == nil)
    assert(dose { value = "0.500", unit = "mg" }.amount == "0.5")
  end },

  { name = "a time known to the month only is told, not lost", run = function()
    local function read(more)
      return outside_in(ward.merged({ resourceType = "MedicationStatement", status = "active",
        medicationCodeableConcept = { text = "丙药" }, subject = { reference = "Patient/1" } }, more),
        tables)
    end
    local row, _, faults, left = read { effectiveDateTime = "2026-11" }
    assert(row.starts == nil and #faults == 0 and left[1].code == "partial")
    assert(left[1].path == "MedicationStatement.effectiveDateTime")
    row, _, faults, left = read { effectivePeriod = { start = "2025-03-01", ["end"] = "2026" } }
    assert(row.starts and #faults == 0 and #left == 1)
    assert(left[1].path == "MedicationStatement.effectivePeriod.end")
    local _, _, given = outside_in({ resourceType = "MedicationAdministration",
      status = "completed", medicationCodeableConcept = { text = "丙药" },
      effectiveDateTime = "2026-11" }, tables)
    assert(given[1].code == "instant")
  end },

  { name = "instants keep their offset", run = function()
    assert(instant("1970-01-01T08:00:00+08:00") == 0)
    assert(instant("1970-01-01T00:00:01.5Z") == 1000)
    assert(instant("1969-12-31T19:00:00-05:00") == 0)
    assert(instant("2026-11-23") == time.at("2026-11-23", "00:00"))
    assert(instant("2026-11") == nil and instant(nil) == nil)
  end },

  { name = "an order goes out and comes in the same", run = function()
    for _, known in ipairs(frequencies[1].codes) do
      if known.times then
        local order = { amount = "0.5", unit = "tablet", dose = "半片", often = known.code,
          route = "po", as_needed = false, starts = 0, plan = { code = known.code,
            kind = "clock", times = known.times, weekdays = known.weekdays,
            every_days = known.every_days } }
        local dosage = dosage_out.dosage(tables, order)
        local input, _, faults = request_in(request { dosageInstruction = array { dosage } },
          tables, 0)
        assert(#faults == 0, faults[1] and known.code .. ": " .. faults[1].en)
        assert(input.dose.amount == "0.5" and input.dose.unit == "tablet")
        assert(input.route == "po" and (input.frequency == known.code or known.code == "qm"
          or known.code == "qn" or known.code == "q12h"), known.code)
        for i, text in ipairs(known.times) do assert(input.times[i] == text, known.code) end
        for i, day in ipairs(known.weekdays or {}) do assert(input.weekdays[i] == day) end
        local days = input.frequency == "qod" and 2 or input.frequency == "q2w" and 14 or nil
        assert(days == known.every_days, known.code)
      end
    end
  end },

  { name = "what an order says beside its dose goes out and comes back", run = function()
    local function back(more)
      local made = request_out(tables, ward.merged({ id = 3, resident = 1, name = "甲药",
        amount = "1", unit = "tablet", dose = "1 片（一片）", often = "x", route = "po",
        as_needed = false, starts = 0, entered = 0, person = "李护士", meal = "any",
        class = "ordinary", signer = false, plan = { code = "tid", kind = "clock",
          times = { "08:00", "12:00", "16:00" } } }, more), 0)
      local input, about, faults, left = request_in(made, tables, 0)
      assert(#faults == 0, faults[1] and faults[1].en)
      return input, left, about, made
    end
    local input, left, about, made = back { meal = "after", class = "critical", signer = true,
      min_interval = 180, max_doses = 3, review = "2026-12-01", instruction = "慢慢喝水",
      indication = "高血压", reason = "血压高", conditions = { { sign = "pulse", below = "60" },
        { sign = "glucose", below = "3.9", above = "16.7" } } }
    assert(input.meal == "after" and input.class == "critical" and input.signer == true)
    assert(input.min_interval == 180 and input.max_doses == 3 and input.review == "2026-12-01")
    assert(input.instruction == "慢慢喝水" and input.indication == "高血压")
    assert(about.text == "1 片（一片） x" and #input.conditions == 2)
    assert(input.conditions[1].sign == "pulse" and input.conditions[1].below == "60")
    assert(input.conditions[2].below == "3.9" and input.conditions[2].above == "16.7")
    assert(made.dosageInstruction[1].additionalInstruction[1].text == "脉搏（次/分）低于 60 时暂缓")
    -- what the sender could not write is told in the shape of what a reader leaves
    assert(left[1].path == "MedicationRequest" and left[1].zh:find("时限") and left[1].code)
    input = back { as_needed = true, indication = "疼痛", min_interval = 360, max_doses = 4,
      plan = { code = "prn", kind = "needed" } }
    assert(input.prn.max_doses == 4 and input.prn.min_interval == 360 and not input.max_doses)
    assert(input.prn.reason == "疼痛")
    input = back { plan = { code = "rrule", kind = "rule", rule = "FREQ=DAILY;BYHOUR=6" } }
    assert(input.frequency.rrule == "FREQ=DAILY;BYHOUR=6")
    input, left = back { plan = { code = "every", kind = "elapsed", every = "PT7H",
      ms = 25200000 } }
    assert(input.frequency.every == "PT420M")
    for _, each in ipairs(left) do assert(not each.path:find("timing"), each.path) end
  end },

  { name = "only our own words become a field", run = function()
    local function read(...)
      local list = array {}
      for i, text in ipairs { ... } do list[i] = { text = text } end
      return (request_in(request { dosageInstruction = array { { timing = every(2, "1", "d"),
        route = { text = "口服" }, additionalInstruction = list,
        doseAndRate = array { { doseQuantity = { value = "1", unit = "片" } } } } } }, tables, 0))
    end
    local input = read("饭前", "饭后", "脉搏（次/分）低于 60 时暂缓，请医师看", "脉搏（次/分） 时暂缓")
    assert(input.meal == "before" and not input.conditions)
    assert(input.instruction == "饭后；脉搏（次/分）低于 60 时暂缓，请医师看；脉搏（次/分） 时暂缓")
  end },

  { name = "a dose says what was measured, why, and what was overridden", run = function()
    local row = { outcome_id = 7, outcome = "given", reason = "头痛", at = 0, recorded = 0,
      round = 1, order_id = 3, resident = 1, name = "甲药", amount = "1", unit = "tablet",
      route = "po", person_name = "李护士", as_needed = true, indication = "疼痛", facts = {
        signs = { { sign = "pulse", value = "77" } }, override = "医师说照给" } }
    local made = administration_out(tables, row)
    assert(made.reasonCode[1].text == "头痛")
    assert(made.note[1].text == "测得脉搏（次/分） 77" and made.note[2].text == "破例理由：医师说照给")
    assert(#made.extension == 3 and made.extension[1].extension[1].valueString
      == "MedicationAdministration")
    row.as_needed = false
    made = administration_out(tables, row)
    assert(made.reasonCode[1].text == "疼痛" and made.note[2].text == "原因：头痛")
  end },

  { name = "an export is read back: the drug with its strength, the words of its own",
    at = "2026-11-23T09:00:00+08:00", steps = ward.steps(ward.start,
      ward.drug("丙药", { strength = "25", strength_unit = "mg" }),
      ward.drug("丙药", { strength = "50", strength_unit = "mg" }),
      bring({ medicationCodeableConcept = { text = "丙药 50毫克" }, dosageInstruction = array { {
        text = "0.5 片（半片） bid 08:00 16:00", timing = every(2, "1", "d"),
        route = { text = "口服" },
        doseAndRate = array { { doseQuantity = { value = "0.5", unit = "片" } } } } } }),
      refused({ medicationCodeableConcept = { text = "丙药" } }, {}, "MedicationRequest.medication"),
      bring({ dosageInstruction = array { { text = "1 片（一片） bid 早晚", timing = every(2, "1", "d"),
        route = { text = "口服" },
        doseAndRate = array { { doseQuantity = { value = "1", unit = "片" } } } } } }),
      { ask = "medication.orders", input = { resident = 1 }, gives = {
        { drug_name = "丙药 50毫克", instruction = null },
        { drug_name = "甲药", instruction = "1 片（一片） bid 早晚" } } }) },

  { name = "a dose that was not given says so", run = function()
    local made = administration_out(tables, { outcome_id = 7, outcome = "refused", recorded = 0,
      round = 0,
      reason = "吐出", at = 0, order_id = 3, resident = 1, name = "甲药", amount = "1",
      unit = "tablet", route = "po", person_name = "李护士" })
    assert(made.status == "not-done" and made.dosage == nil)
    assert(made.statusReason[1].text == "拒服：吐出")
  end },

  { name = "a request becomes an order with all its checks", at = "2026-11-23T09:00:00+08:00",
    steps = ward.steps(ward.start,
      bring({ note = array { { text = "x" } } }, { url = "http://h/MedicationRequest/1" },
        { id = 1, left_out = { { path = "MedicationRequest.note" } } }),
      { ask = "medication.orders", input = { resident = 1 },
        gives = { { drug_name = "甲药", amount = "0.5", often = "bid 08:00 16:00" } } },
      refused({}, { url = "http://h/MedicationRequest/1" }, "id", "duplicate"),
      refused({ status = "stopped" }, {}, "MedicationRequest.status"),
      refused({ status = "on-hold", intent = "plan" }, {}, "MedicationRequest.status",
        "MedicationRequest.intent"),
      refused({ doNotPerform = true }, {}, "MedicationRequest.doNotPerform"),
      refused({ medicationCodeableConcept = { text = "丙药" } }, {}, "MedicationRequest.medication"),
      refused({ subject = { reference = "Patient/2" } }, {}, "MedicationRequest.subject"),
      refused({}, { references = { ["Patient/1"] = { type = "Medication", id = 1 } } },
        "MedicationRequest.subject"),
      refused({ dosageInstruction = array { {}, {} } }, {}, "MedicationRequest.dosageInstruction"),
      refused({ dosageInstruction = array { { timing = every(2, "1", "d") } } }, {},
        "MedicationRequest.dosageInstruction[0].doseAndRate",
        "MedicationRequest.dosageInstruction[0].route")) },

  { name = "how long the medicine lasts is the prescription, or is told as left",
    at = "2026-11-23T09:00:00+08:00", steps = ward.steps(ward.start,
      bring({ authoredOn = "2026-11-22T16:30:00+08:00", identifier = array { { value = "RX-9" } },
        courseOfTherapyType = { coding = array { { code = "continuous", system =
          "http://terminology.hl7.org/CodeSystem/medicationrequest-course-of-therapy" } } },
        dispenseRequest = { validityPeriod = { start = "2026-11-23" },
          expectedSupplyDuration = { value = "4", unit = "wk", code = "wk",
            system = "http://unitsofmeasure.org" }, numberOfRepeatsAllowed = 1 } }, {},
        { id = 1, left_out = { { path =
          "MedicationRequest.dispenseRequest.numberOfRepeatsAllowed" } } }),
      { ask = "medication.order_prescriptions", input = { order = 1 }, rows = 1, gives = {
        { kind = "long_term", number = "RX-9", issued = "2026-11-22", first = "2026-11-23",
          last = "2026-12-20", days = 28 } } },
      { ask = "medication.fhir_orders", gives = { { resource = { authoredOn = "2026-11-22",
        dispenseRequest = { validityPeriod = { start = "2026-11-23", ["end"] = "2026-12-20" },
          expectedSupplyDuration = { value = "28", code = "d" } },
        courseOfTherapyType = { coding = { { code = "continuous" } } } } } } },
      -- longer than the rule: the order comes in, the prescription is told as left
      bring({ authoredOn = "2026-11-22", medicationCodeableConcept = { text = "乙药" },
        dispenseRequest = { validityPeriod = { start = "2026-11-22", ["end"] = "2026-12-20" } } },
        {}, { id = 2, left_out = { { path = "MedicationRequest.dispenseRequest",
          code = "needs_reason" } } }),
      { ask = "medication.order_prescriptions", input = { order = 2 }, rows = 0 }) },

  { name = "days that are not told exactly are no prescription", run = function()
    local function read(dispense, authored)
      local input, _, faults, left = request_in(request { authoredOn = authored,
        dispenseRequest = dispense }, tables, 0)
      assert(#faults == 0, faults[1] and faults[1].en)
      local why = {}
      for _, each in ipairs(left) do why[each.path] = each.code end
      return input.prescription, why
    end
    local at = "MedicationRequest.dispenseRequest"
    local row, why = read({ expectedSupplyDuration = { value = "7", unit = "天" } }, "2026-11-22")
    assert(row.days == 7 and row.issued == "2026-11-22" and not next(why))
    for _, each in ipairs {
      { { expectedSupplyDuration = { value = "1", unit = "月", code = "mo" } }, "2026-11-22" },
      { { expectedSupplyDuration = { value = "7.5", unit = "d" } }, "2026-11-22" },
      { { expectedSupplyDuration = { value = "7", unit = "d", code = "wk" } }, "2026-11-22" },
      { { expectedSupplyDuration = { value = "7", unit = "d" } } },
      { { validityPeriod = { start = "2026-11-22", ["end"] = "2026-12" } }, "2026-11-22" },
      { { validityPeriod = { start = "2026-11-22", ["end"] = "2026-12-20" },
        expectedSupplyDuration = { value = "7", unit = "d" } }, "2026-11-22" } } do
      row, why = read(each[1], each[2])
      assert(row == nil and why[at] == "partial")
    end
    row, why = read({ quantity = { value = "7", unit = "片" } }, "2026-11-22")
    assert(row == nil and why["MedicationRequest.authoredOn"] == "entered" and why[at])
  end },

  { name = "what was given elsewhere is no dose of ours", at = "2026-11-23T09:00:00+08:00",
    steps = ward.steps(ward.start,
      { do_ = "medication.import_outside", gives = { id = 1 }, input = {
        references = { ["Patient/1"] = { type = "Patient", id = 1 } }, source = "人民医院",
        resource = { resourceType = "MedicationAdministration", id = "a", status = "completed",
          medicationCodeableConcept = { text = "丙药" }, subject = { reference = "Patient/1" },
          effectiveDateTime = "2026-11-20T08:00:00+08:00",
          dosage = { dose = { value = "5", unit = "mg" } } } } },
      { ask = "medication.outside", input = { resident = 1 }, rows = 1,
        gives = { { drug = "丙药", dose = "5 mg", source = "人民医院", status = "completed" } } },
      { ask = "medication.orders", input = { resident = 1 }, rows = 0 }) },

  { name = "orders and doses go out", at = "2026-11-23T09:00:00+08:00",
    steps = ward.steps(ward.start, ward.order {}, ward.tick "12:05",
      ward.record(1, "12:00", "given"),
      { ask = "medication.fhir_orders", rows = 1, gives = { { resource = {
        resourceType = "MedicationRequest", id = "order-1", status = "active" } } } },
      { ask = "medication.fhir_taking", rows = 1, gives = { { resource = {
        basedOn = { { reference = "MedicationRequest/order-1" } } } } } },
      { ask = "medication.fhir_doses", rows = 1, gives = { { resource = {
        status = "completed", request = { reference = "MedicationRequest/order-1" },
        dosage = { dose = { value = "1", unit = "片", code = "{tbl}" } } } } } }) },

  { name = "two people are told of a drug that became high-alert", at = "2026-11-23T09:00:00+08:00",
    steps = ward.steps(ward.start, ward.order {},
      { do_ = "medication.change_drug", input = { drug = 1, high_alert = true } },
      { ask = "medication.fhir_orders", rows = 1, gives = { { resource = {
        dosageInstruction = { { additionalInstruction = { { text = "双人核对" } } } } } } } }) },
}
