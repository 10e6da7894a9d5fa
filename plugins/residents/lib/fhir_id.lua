-- Which resident a FHIR reference means.
local fhir_id = {}

local url_system = "fullUrl"

local function is_absolute(reference)
  return reference:find("^%a[%w+.-]*:") ~= nil
end

-- How a resource is kept: by its address, or by its place in a named source.
-- A bare "Patient/1" of no named source could be anybody's.
function fhir_id.keys(resource, url, source)
  local keys = array {}
  if url and is_absolute(url) then keys[1] = { system = url_system, value = url } end
  if source and resource.id then
    keys[#keys + 1] = { system = source, value = resource.resourceType .. "/" .. resource.id }
  end
  return keys
end

local function find(home, kind, system, value)
  local rows = home.find("fhir_id", { kind = kind, system = system, value = value })
  return rows[1] and rows[1].resident
end

function fhir_id.known(home, keys)
  for _, key in ipairs(keys) do
    local resident = find(home, "resource", key.system, key.value)
    if resident then return resident end
  end
end

-- reference: a FHIR Reference; inside: what references within the same file
-- came to, { type, id }; source: name of the file's system, or nil.
function fhir_id.resolve(home, reference, inside, source)
  local text = reference and reference.reference
  local here = text and inside and inside[text]
  if here then return here.type == "Patient" and here.id or nil end
  if text and is_absolute(text) then
    local resident = find(home, "resource", url_system, text)
    if resident then return resident end
  elseif text and source then
    local resident = find(home, "resource", source, text)
    if resident then return resident end
  end
  local number = reference and reference.identifier
  if number and number.system == require("fhir.names").id_number and number.value then
    local rows = home.find("resident", { id_number = number.value })
    return rows[1] and rows[1].id
  end
  if number and number.system and number.value then
    return find(home, "identifier", number.system, number.value)
  end
end

return fhir_id
