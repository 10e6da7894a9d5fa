-- Patient -> what a resident's file is opened with. Pure.
local concept = require "fhir.concept"
local names = require "fhir.names"
local walker = require "fhir.walker"

local order = { official = 1, usual = 2, [false] = 3, nickname = 5, anonymous = 6, temp = 7,
  maiden = 8, old = 9 }

-- The name to use: the official one before others.
local function best_name(patient)
  local best
  for _, name in ipairs(patient:list("name")) do
    local rank = order[name.value.use or false] or 4
    if not best or rank < best.rank then best = { rank = rank, node = name } end
  end
  return best and best.node
end

-- Are the parts of a name within its text? What is not is told as left.
local function says_all(text, node)
  local parts = array { node.value.family }
  for _, given in ipairs(node.value.given or {}) do parts[#parts + 1] = given end
  for _, part in ipairs(parts) do
    if type(part) == "string" and not text:find(part, 1, true) then return false end
  end
  return true
end

-- 王秀英, but Duck Donald: Chinese names stand family first, without a space.
local function name_of(node)
  if not node then return nil end
  if node.value.use == "official" then node:take("use") end -- all that goes out again
  local text = node:take("text")
  if text and not says_all(text, node) then return text end
  local family, given = node:take("family"), table.concat(node:texts("given"), " ")
  if text then return text end
  if not family or given == "" then return family or (given ~= "" and given or nil) end
  if family:byte() >= 0xe3 then return family .. given:gsub(" ", "") end
  return given .. " " .. family
end

-- The preferred one (rank 1) before others; never one that is out of use.
local function telephone(node)
  local best
  for _, point in ipairs(node:list("telecom")) do
    local told = point.value
    if told.value and (told.system == "phone" or told.system == "sms") and told.use ~= "old"
      and (not best or (told.rank or 99) < (best.value.rank or 99)) then
      best = point
    end
  end
  return best
end

local function phone_of(node)
  local best = telephone(node)
  if not best then return nil end
  best:take("system")
  return best:take("value")
end

-- The first address that is lived at or written to now.
local function address_of(patient)
  for _, node in ipairs(patient:list("address")) do
    if node.value.use ~= "old" then return node end
  end
end

local function lines_of(node)
  if not node then return nil end
  local text = node:take("text")
  if text then return text end -- its parts are told as left
  local parts = array {}
  for _, key in ipairs { "country", "state", "city", "district" } do
    parts[#parts + 1] = node:take(key)
  end
  for _, line in ipairs(node:texts("line")) do parts[#parts + 1] = line end
  local joined = table.concat(parts, " ")
  if joined ~= "" and not joined:find("[a-zA-Z]") then joined = joined:gsub(" ", "") end
  return joined ~= "" and joined or nil
end

local function has_number(person, system, value)
  for _, each in ipairs(person.identifiers) do
    if each.system == system and each.value == value then return true end
  end
  return false
end

-- The citizen's number apart from other systems' numbers.
local function identifiers_of(patient, person)
  for _, node in ipairs(patient:list("identifier")) do
    local system, value = node.value.system, node.value.value
    local kind = concept.peek(node:sub("type"), names.identifier_type)
    if value and (system == names.id_number
        or (kind == "NI" and value:find("^%d%d%d%d%d%d%d%d%d%d%d%d%d%d%d%d%d[%dXx]$"))) then
      person.id_number = node:take("value")
      node:take("system")
      if kind == "NI" then concept.code(node:sub("type"), names.identifier_type) end
      if node.value.use == "official" then node:take("use") end
    elseif system and value and has_number(person, system, value) then
      node:take("system")
      node:take("value")
    elseif system and value and #system <= 200 and #value <= 200 then
      person.identifiers[#person.identifiers + 1] = { system = node:take("system"),
        value = node:take("value") }
    end
  end
end

local function relation_of(node, contact)
  for _, relation in ipairs(node:list("relationship")) do
    local family = concept.peek(relation, names.family_role)
    local role = concept.peek(relation, names.contact_role)
    contact.guardian = contact.guardian or family == "GUARD"
    contact.first = contact.first or role == "C"
    local text = relation:take("text")
    local words = text or names.relation[family] or names.role[role]
    -- a code that the words don't say, and that is no mark of ours, is left
    if family and (family == "GUARD" or names.relation[family] == words) then
      concept.code(relation, names.family_role)
    end
    if role and (role == "C" or names.role[role] == words) then
      concept.code(relation, names.contact_role)
    end
    words = words or concept.words(relation)
    -- what they are to the person says more than that they are called first
    if not contact.relation or contact.relation == names.role.C then contact.relation = words end
  end
end

local function contact_of(node)
  if not node.value.name or not telephone(node) then
    return nil, "contact", "联系人没有姓名或电话，没有带入。",
      "The contact has no name or telephone: not carried over."
  end
  local contact = { guardian = false, first = false }
  contact.name = name_of(node:sub("name"))
  contact.phone = phone_of(node)
  contact.address = lines_of(node:sub("address"))
  relation_of(node, contact)
  contact.relation = contact.relation or "家属"
  return contact.name and contact.phone and contact or nil
end

local function contacts_of(patient, person)
  for i, node in ipairs(patient:list("contact")) do
    local contact, code, zh, en = contact_of(node)
    if contact then
      person.contacts[#person.contacts + 1] = contact
    elseif code then
      patient:sub("contact"):explain(i, code, zh, en)
    end
  end
end

local function check(person, patient)
  local faults = array {}
  local function fault(field, code, zh, en)
    faults[#faults + 1] = { field = field, code = code, zh = zh, en = en }
  end
  if not person.name then
    fault("Patient.name", "required", "没有姓名。", "There is no name.")
  end
  if person.sex ~= "male" and person.sex ~= "female" then
    fault("Patient.gender", "value", "性别要是男或女（male、female）。",
      "The gender must be male or female.")
    person.sex = nil
  end
  if not person.born or not date.valid(person.born) then
    fault("Patient.birthDate", "date", "出生日期要写全，如 1940-02-29。",
      "The birth date must be whole, such as 1940-02-29.")
  end
  if patient:take("active") == false then
    fault("Patient.active", "inactive", "这份资料已停用，没有登记。",
      "This record is no longer in use: not put on file.")
  end
  for i, link in ipairs(patient:list("link")) do
    if link.value.type == "replaced-by" then
      fault("Patient.link[" .. i - 1 .. "]", "replaced", "这份资料已被另一份取代，请导入那一份。",
        "Another record has taken the place of this one: bring in that.")
    end
  end
  if patient:take("deceasedBoolean") or patient:take("deceasedDateTime") then
    fault("Patient.deceased", "deceased", "这份资料说这位已经去世，没有登记。",
      "This says that the person has died: not put on file.")
  end
  return faults
end

-- person: as lib.register takes it, and identifiers = { { system, value } }.
-- Also the faults, and what was left out.
return function(resource)
  local patient = walker(resource)
  local person = { contacts = array {}, identifiers = array {}, statuses = array {},
    allergies = array {} }
  patient:take("id")
  person.name = name_of(best_name(patient))
  person.sex = patient:take("gender")
  person.born = patient:take("birthDate")
  person.phone = phone_of(patient)
  person.address = lines_of(address_of(patient))
  identifiers_of(patient, person)
  contacts_of(patient, person)
  return person, check(person, patient), patient:left()
end
