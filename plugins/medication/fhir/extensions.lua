-- Extensions of our own: the day of review of an order, and what a file does not carry,
-- in the shape in which an import tells what it left ({ path, code, zh, en }). Pure.
local extensions = {}

local own = "https://songhe.invalid/fhir/"
local review, left_out = own .. "review", own .. "left-out"
local parts = { "path", "code", "zh", "en" }

local function of_left(entry)
  local inner = array {}
  for i, name in ipairs(parts) do inner[i] = { url = name, valueString = entry[name] } end
  return { url = left_out, extension = inner }
end

-- nil when there are none.
function extensions.out(day, left)
  local list = array {}
  if day then list[1] = { url = review, valueDate = day } end
  for _, entry in ipairs(left or {}) do list[#list + 1] = of_left(entry) end
  return #list > 0 and list or nil
end

-- An entry of what the sender left, or nil when a part of it is missing.
local function read_left(node)
  local entry = {}
  for _, inner in ipairs(node:list("extension")) do
    if type(inner.value.valueString) == "string" then
      entry[inner:take("url")] = inner:take("valueString")
    end
  end
  for _, name in ipairs(parts) do
    if not entry[name] then return nil end
  end
  node:take("url")
  return { path = entry.path, code = entry.code, zh = entry.zh, en = entry.en }
end

-- Of a resource's walker: the day of review, and the sender's list of what is left.
function extensions.read(node)
  local day, left = nil, array {}
  for _, each in ipairs(node:list("extension")) do
    if each.value.url == review and date.valid(each.value.valueDate or "") then
      each:take("url")
      day = each:take("valueDate")
    elseif each.value.url == left_out then
      left[#left + 1] = read_left(each)
    end
  end
  return day, left
end

return extensions
