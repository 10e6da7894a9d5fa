-- Safety checks of an order and a dose (standards 7.4), for whoever asks from a
-- handler or a query of this plugin:
--
--   local list = checks.at_order(call, home, order)    -- once its row exists
--   local list = checks.at_giving(call, home, order, at)
--   checks.settle(call, home, list, override_reason, about)
--   checks.accept(call, home, list, override_reason, about)    -- of an order
--
-- `about`: { stage = "order" | "giving", resident, drug, order }.
-- `order`: { id, resident, drug }. Entries: { severity = "stop" | "warn" | "note", code, key, zh,
-- en, source, edition }; a note says what could not be checked. settle ends the call when there
-- are stops and not a reason, a second signer and, where wanted, a doctor's agreement; with them
-- it keeps who overrode what. accept does the like for warnings, without a second signer.
-- What was overridden for an order is a warning when its doses are given; what is new stops.
local consents = require "lib.consents"
local daily = require "lib.daily"
local index = require "lib.index"
local naming = require "lib.naming"

local checks = {}

-- The tables that the rule looks into, as one.
local function known(call)
  local substances, classes = call.data.substances[1], call.data.drug_classes[1]
  return { standard = substances.standard, edition = substances.edition,
    source = substances.source, not_drugs = substances.not_drugs,
    no_allergy = substances.no_allergy, classes = classes.classes,
    interactions = call.data.interactions[1], elderly = call.data.elderly[1], index = index }
end

local function allergies(call, home, resident)
  local list = array {}
  for _, row in ipairs(home.query("residents.allergies", { resident = resident })) do
    if not row.ended or row.ended > call.today then list[#list + 1] = row.substance end
  end
  return list
end

-- Six codes go into a question; a drug with more asks again.
local function asking(home, query, codes, more)
  local rows = array {}
  for first = 1, math.max(#codes, 1), 6 do
    local input = copy(more or {})
    for i = 0, 5 do input["c" .. i + 1] = codes[first + i] end
    for _, row in ipairs(home.query(query, input)) do rows[#rows + 1] = row end
  end
  return rows
end

local function lists(home, codes)
  local found, by = array {}, {}
  for _, row in ipairs(asking(home, "interaction_lists", codes)) do
    local known_list = by[row.source]
    if known_list then
      known_list.listed = known_list.listed or row.listed
    else
      by[row.source], found[#found + 1] = row, row
    end
  end
  return found
end

local function without(list, drug)
  local rest = array {}
  for _, each in ipairs(list) do
    if each.id ~= drug then rest[#rest + 1] = each end
  end
  return rest
end

-- Everything that is looked at, for one drug of one resident.
local function run(call, home, order, more)
  local tables, drug = known(call), home.get("drug", order.drug)
  local codes = naming.codes(naming.contents(index, drug))
  local others, theirs = home.query("against", { resident = order.resident,
    without = order.id, at = more and more.at, from = order.starts, to = order.ends }), "|"
  if more and more.receiving then others = without(others, drug.id) end
  for _, other in ipairs(others) do
    for _, code in ipairs(naming.codes(naming.contents(index, other))) do
      if not theirs:find("|" .. code .. "|", 1, true) then theirs = theirs .. code .. "|" end
    end
  end
  local known_lists = lists(home, codes)
  return call.rules.checks(tables, { drug = drug, others = others, lists = known_lists,
    allergies = allergies(call, home, order.resident), open_end = more and more.open_end,
    pairs = #known_lists > 0 and #others > 0 and asking(home, "pairs_of", codes,
      { others = theirs }) or array {} })
end

-- An order may be written without consent; nothing is given without it.
local function of_consent(call, home, resident, list, severity, at)
  if not call.settings.consent_required or consents.valid(call, home, resident)
    or consents.valid(call, home, resident, at) then
    return list
  end
  list[#list + 1] = { severity = severity, code = "consent", key = "consent",
    absolute = severity == "stop", source = "养老机构服药管理规定", edition = "standards 7.1",
    zh = "没有有效的服药管理协议，不能给药。请先登记签好的协议。",
    en = "No valid consent for medicines: nothing may be given. Enter the signed one first." }
  return list
end

function checks.at_order(call, home, order)
  local list = run(call, home, order, { open_end = order.ends == nil })
  daily.at_order(call, home, order, home.get("drug", order.drug), list)
  return of_consent(call, home, order.resident, list, "warn")
end

-- What is received is not given yet: told, not refused. The order that it is
-- for is no duplicate of it.
function checks.at_receiving(call, home, input)
  return run(call, home, { resident = input.resident, drug = input.drug }, { receiving = true })
end

-- What two people overrode for this order, or for the other one of a pair.
local function settled(home, order)
  local set = {}
  for _, row in ipairs(home.query("overridden", { resident = order.resident })) do
    if row.for_order == order.id or row.key:find("^pair:") then
      set[row.code .. "|" .. row.key] = true
    end
  end
  return set
end

-- `at`: when it was given. What was taken beside it then counts, not what was ordered
-- since; what was agreed to then may be entered, and corrected, when the agreement is over.
function checks.at_giving(call, home, order, at)
  local list = run(call, home, order, { at = at })
  local done = settled(home, order)
  for _, entry in ipairs(list) do
    if entry.severity == "stop" and done[entry.code .. "|" .. entry.key] then
      entry.severity = "warn"
    end
  end
  return of_consent(call, home, order.resident, list, "stop", at)
end

-- Who among the prescribers agreed, how and when: { doctor, how, at }, or nil when
-- nobody said. A doctor who is signed in and names no other agrees by that. Refuses
-- a name without how.
local function agreed(call)
  local input = call.input
  if input.agreed_by then
    if not input.agreed_how then
      refuse("agreed_how", "required", "请写明医师怎样同意的：电话、当面或书面。",
        "Say how the doctor agreed: by telephone, in person or in writing.")
    end
    if input.agreed_at and input.agreed_at > call.now + 60000 then
      refuse("agreed_at", "future", "这个时间还没有到。", "That time has not come yet.")
    end
    return { doctor = input.agreed_by, how = input.agreed_how, at = input.agreed_at or call.now }
  end
  for _, role in ipairs(call.person.roles) do
    if role == "doctor" then return { doctor = call.person.name, how = "self", at = call.now } end
  end
end

-- An allergy is overridden with a doctor's agreement only (standards 7.4), the
-- other checks as the home has it.
local function wants_doctor(call, entries)
  if call.settings.doctor_agrees then return #entries > 0 end
  for _, entry in ipairs(entries) do
    if entry.code == "allergy" or entry.code == "allergy_class" then return true end
  end
  return false
end

-- The agreement to go against `entries`; refuses when one is wanted and nobody is
-- named.
function checks.agreement(call, entries)
  local told = agreed(call)
  if not told and wants_doctor(call, entries) then
    refuse("agreed_by", "required", "破例要有医师同意，请写明是哪位医师、怎样同意的。",
      "An override wants a doctor's agreement: name the doctor, and how it was told.")
  end
  return told
end

-- Some stops nobody may override.
local function refuse_stops(stops)
  local fixed = false
  for _, entry in ipairs(stops) do
    refuse(entry.absolute and "resident" or "drug", entry.code, entry.zh, entry.en)
    fixed = fixed or entry.absolute
  end
  if fixed then stop() end
end

local function refuse_missing(call, reason)
  if not reason then
    refuse("override", "required", "仍要用药，请写明破例理由。",
      "To go on all the same, give a reason.")
  end
  if not call.second then
    refuse("second", "required", "仍要用药，请另一人当场签名。",
      "To go on all the same, another person signs in for it.")
  end
end

-- One row for each entry. `told`: what checks.agreement gave.
local function keep(call, home, kind, entries, reason, told, about)
  told = told or {}
  for _, entry in ipairs(entries) do
    home.insert(kind, { resident = about.resident, drug = about.drug, for_order = about.order,
      stage = kind == "check_override" and about.stage or nil, code = entry.code,
      key = entry.key, zh = entry.zh, en = entry.en, source = entry.source,
      edition = entry.edition, reason = reason, person = call.person.name,
      second = call.second and call.second.name, doctor = told.doctor, agreed_how = told.how,
      agreed_at = told.at, at = call.now })
  end
end

-- Hard stops that a reason and a second person have overridden already.
function checks.keep_override(call, home, entries, told, about)
  keep(call, home, "check_override", entries, call.input.override, told, about)
end

function checks.settle(call, home, list, reason, about)
  local stops, fixed = checks.only(list, "stop"), false
  if #stops == 0 then return end
  for _, entry in ipairs(stops) do fixed = fixed or entry.absolute end
  if fixed or not reason or not call.second then
    refuse_stops(stops)
    refuse_missing(call, reason)
    checks.agreement(call, stops)
    stop()
  end
  local told = checks.agreement(call, stops)
  if refused() then
    refuse_stops(stops)
    stop()
  end
  keep(call, home, "check_override", stops, reason, told, about)
end

-- Warnings that a prescriber decides on. What two people overrode for the order is
-- no warning of it.
local decided = { interaction = true, duplicate_class = true, elderly = true, allergy_class = true,
  daily_max = true }

-- Warnings of an order: with a reason or a doctor's name they are kept; a home may
-- want both.
function checks.accept(call, home, list, reason, about)
  local warnings = array {}
  for _, entry in ipairs(checks.only(list, "warn")) do
    if decided[entry.code] then warnings[#warnings + 1] = entry end
  end
  if #warnings == 0 then return end
  local told = agreed(call)
  if call.settings.warnings_agreed and not (reason and told) then
    for _, entry in ipairs(warnings) do refuse("drug", entry.code, entry.zh, entry.en) end
    if not reason then
      refuse("override", "required", "本院规定：有警告仍要用，请写明理由。",
        "This home wants a reason to go on against a warning.")
    end
    if not told then
      refuse("agreed_by", "required", "本院规定：有警告仍要用，请写明同意的医师。",
        "This home wants a doctor's agreement to go on against a warning: name the doctor.")
    end
  end
  if refused() then stop() end
  if reason or call.input.agreed_by then
    keep(call, home, "check_accepted", warnings, reason, told, about)
  end
end

-- Of a medicine beside others and allergies, which change; what it is by itself was told
-- when it was ordered.
local changing = { interaction = true, duplicate = true, duplicate_class = true, allergy = true,
  allergy_class = true }

-- What who gives is told of.
function checks.to_tell(list)
  local told = array {}
  for _, entry in ipairs(checks.only(list, "warn")) do
    if changing[entry.code] then told[#told + 1] = entry end
  end
  return told
end

-- For the round: what speaks against the order's medicine beside others.
function checks.keep_beside(home, list, course)
  for _, entry in ipairs(list) do
    local other = entry.other and entry.severity ~= "note" and home.get("order", entry.other).course
    local row = other and { course = course, other = other, key = entry.key }
    if row and #home.find("beside", row) == 0 then
      row.code, row.zh, row.en = entry.code, entry.zh, entry.en
      home.insert("beside", row)
    end
  end
end

function checks.only(list, severity)
  local some = array {}
  for _, entry in ipairs(list) do
    if entry.severity == severity then some[#some + 1] = entry end
  end
  return some
end

-- For a column `reasons`.
function checks.texts(list, severity)
  local texts = array {}
  for i, entry in ipairs(checks.only(list, severity)) do
    texts[i] = { zh = entry.zh, en = entry.en }
  end
  return texts
end

-- Whether each dose of the drug needs a second signer: high-alert by its own
-- mark or its class's, controlled by law.
function checks.second_signer(call, drug)
  if drug.high_alert or drug.controlled ~= "none" then return true end
  return naming.high_alert(call.data.drug_classes[1].classes, naming.contents(index, drug),
    drug.form)
end

return checks
