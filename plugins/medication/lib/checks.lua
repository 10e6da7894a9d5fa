-- Safety checks of an order and a dose (standards 7.4), for whoever asks from a
-- handler or a query of this plugin:
--
--   local list = checks.at_order(call, home, order)    -- once its row exists
--   local list = checks.at_giving(call, home, order)
--   checks.settle(call, home, list, override_reason, about)
--
-- `about`: { stage = "order" | "giving", resident, drug, order }.
-- `order`: { id, resident, drug }. Entries: { severity = "stop" | "warn" | "note", code, key, zh,
-- en, source, edition }; a note says what could not be checked. settle ends the call when there
-- are stops and not both a reason and a second signer; with both it keeps who overrode what.
-- What was overridden for an order is a warning when its doses are given; what is new stops.
local consents = require "lib.consents"

local checks = {}

-- The tables that the rule looks into, as one.
local function known(call)
  local substances, classes = call.data.substances[1], call.data.drug_classes[1]
  return { standard = substances.standard, edition = substances.edition,
    source = substances.source, substances = substances.substances,
    not_drugs = substances.not_drugs, classes = classes.classes }
end

local function allergies(home, resident)
  local list = array {}
  for _, row in ipairs(home.query("residents.allergies", { resident = resident })) do
    if not row.ended then list[#list + 1] = row.substance end
  end
  return list
end

-- The drugs of the resident's other courses.
local function others(call, home, order)
  local list = array {}
  for _, row in ipairs(home.query("courses", { resident = order.resident, after = call.now })) do
    if row.order_id ~= order.id then
      list[#list + 1] = home.get("drug", home.get("order", row.order_id).drug)
    end
  end
  return list
end

-- An order may be written without consent; nothing is given without it.
local function of_consent(call, home, resident, list, severity)
  if not call.settings.consent_required or consents.valid(call, home, resident) then return list end
  list[#list + 1] = { severity = severity, code = "consent", key = "consent",
    absolute = severity == "stop", source = "养老机构服药管理规定", edition = "standards 7.1",
    zh = "没有有效的服药管理协议，不能给药。请先登记签好的协议。",
    en = "No valid consent for medicines: nothing may be given. Enter the signed one first." }
  return list
end

function checks.at_order(call, home, order)
  return of_consent(call, home, order.resident, call.rules.checks(known(call), {
    drug = home.get("drug", order.drug), allergies = allergies(home, order.resident),
    others = others(call, home, order) }), "warn")
end

-- What is received is not given yet: allergies only, told, not refused.
function checks.at_receiving(call, home, input)
  return call.rules.checks(known(call), { drug = home.get("drug", input.drug),
    allergies = allergies(home, input.resident), others = array {} })
end

-- The order's duplicates were settled when it was made.
function checks.at_giving(call, home, order)
  local list = call.rules.checks(known(call), { drug = home.get("drug", order.drug),
    allergies = allergies(home, order.resident), others = array {} })
  local settled = {}
  for _, row in ipairs(home.find("check_override", { for_order = order.id })) do
    settled[row.code .. "|" .. row.key] = true
  end
  for _, entry in ipairs(list) do
    if entry.severity == "stop" and settled[entry.code .. "|" .. entry.key] then
      entry.severity = "warn"
    end
  end
  return of_consent(call, home, order.resident, list, "stop")
end

-- Some stops nobody may override.
local function refuse_all(stops, call, reason)
  local fixed = false
  for _, entry in ipairs(stops) do
    refuse(entry.absolute and "resident" or "drug", entry.code, entry.zh, entry.en)
    fixed = fixed or entry.absolute
  end
  if fixed then stop() end
  if not reason then
    refuse("override", "required", "仍要用药，请写明破例理由。",
      "To go on all the same, give a reason.")
  end
  if not call.second then
    refuse("second", "required", "仍要用药，请另一人当场签名。",
      "To go on all the same, another person signs in for it.")
  end
  stop()
end

function checks.settle(call, home, list, reason, about)
  local stops = checks.only(list, "stop")
  if #stops == 0 then return end
  local fixed = false
  for _, entry in ipairs(stops) do fixed = fixed or entry.absolute end
  if fixed or not reason or not call.second then refuse_all(stops, call, reason) end
  for _, entry in ipairs(stops) do
    home.insert("check_override", { resident = about.resident, drug = about.drug,
      for_order = about.order, stage = about.stage, code = entry.code, key = entry.key,
      zh = entry.zh, en = entry.en, source = entry.source, edition = entry.edition,
      reason = reason, person = call.person.name, second = call.second.name, at = call.now })
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
  for _, class in ipairs(call.data.drug_classes[1].classes) do
    for _, id in ipairs(drug.classes) do
      if class.id == id and class.high_alert then return true end
    end
  end
  return false
end

return checks
