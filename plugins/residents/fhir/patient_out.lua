-- A resident's file -> Patient. Pure.
local concept = require "fhir.concept"
local names = require "fhir.names"

local function identifiers_of(row, identifiers)
  local list = array {}
  if row.id_number then
    list[1] = { use = "official", type = concept.make(names.identifier_type, "NI"),
      system = names.id_number, value = row.id_number }
  end
  for _, each in ipairs(identifiers) do
    list[#list + 1] = { system = each.system, value = each.value }
  end
  return #list > 0 and list or nil
end

local function code_of(words, relation)
  for code, known in pairs(words) do
    if known == relation then return code end
  end
end

local function relationship_of(contact)
  local list = array {}
  local family = code_of(names.relation, contact.relation)
  local one = family and concept.make(names.family_role, family) or {}
  one.text = contact.relation
  list[1] = one
  if contact.guardian and family ~= "GUARD" then
    list[#list + 1] = concept.make(names.family_role, "GUARD")
  end
  if contact.first then list[#list + 1] = concept.make(names.contact_role, "C") end
  return list
end

local function contacts_of(contacts)
  local list = array {}
  for i, contact in ipairs(contacts) do
    list[i] = { relationship = relationship_of(contact), name = { text = contact.name },
      telecom = array { { system = "phone", value = contact.phone } },
      address = contact.address and { text = contact.address } or nil }
  end
  return #list > 0 and list or nil
end

-- row: of the resident; contacts, identifiers: lists of their rows.
return function(row, contacts, identifiers)
  return {
    resourceType = "Patient", id = "resident-" .. row.id,
    identifier = identifiers_of(row, identifiers),
    active = row.state == "registered" or row.state == "living",
    name = array { { use = "official", text = row.name } },
    telecom = row.phone and array { { system = "phone", value = row.phone } } or nil,
    gender = row.sex, birthDate = row.born,
    deceasedBoolean = row.state == "deceased",
    address = row.address and array { { text = row.address } } or nil,
    contact = contacts_of(contacts),
  }
end
