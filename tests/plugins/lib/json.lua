-- JSON in and out, integers exact. Empty tables go out as objects unless they
-- were made with json.array.
local json = {}

local arrays = setmetatable({}, { __mode = "k" })

function json.array(list)
  arrays[list] = true
  return list
end

local escapes = { ['"'] = '\\"', ["\\"] = "\\\\", ["\n"] = "\\n", ["\t"] = "\\t",
  ["\r"] = "\\r" }

function json.write(value)
  if type(value) == "string" then return '"' .. value:gsub('["\\\n\t\r]', escapes) .. '"' end
  if type(value) ~= "table" then return tostring(value) end
  local parts = {}
  if arrays[value] or #value > 0 then
    for i, each in ipairs(value) do parts[i] = json.write(each) end
    return "[" .. table.concat(parts, ",") .. "]"
  end
  for key, each in pairs(value) do
    parts[#parts + 1] = json.write(key) .. ":" .. json.write(each)
  end
  return "{" .. table.concat(parts, ",") .. "}"
end

local words = { ["true"] = true, ["false"] = false }
local unescapes = { n = "\n", t = "\t", r = "\r", b = "\b", f = "\f", ["/"] = "/",
  ["\\"] = "\\", ['"'] = '"' }
local read_value

local function read_string(text, at)
  local stop = at + 1
  while text:sub(stop, stop) ~= '"' do
    stop = stop + (text:sub(stop, stop) == "\\" and 2 or 1)
  end
  local body = text:sub(at + 1, stop - 1)
  body = body:gsub("\\u(%x%x%x%x)", function(hex) return utf8.char(tonumber(hex, 16)) end)
  return body:gsub("\\(.)", unescapes), stop + 1
end

local function read_list(text, at, close, item)
  at = text:match("^%s*()", at + 1)
  while text:sub(at, at) ~= close do
    at = text:match("^%s*,?%s*()", item(at))
  end
  return at + 1
end

local function read_array(text, at)
  local list = json.array {}
  at = read_list(text, at, "]", function(here)
    local value, after = read_value(text, here)
    list[#list + 1] = value == nil and json.null or value
    return after
  end)
  return list, at
end

local function read_object(text, at)
  local object = {}
  at = read_list(text, at, "}", function(here)
    local key, after = read_string(text, here)
    local value
    value, after = read_value(text, text:match("^%s*:%s*()", after))
    object[key] = value
    return after
  end)
  return object, at
end

json.null = setmetatable({}, { __tostring = function() return "null" end })

function read_value(text, at)
  local first = text:sub(at, at)
  if first == '"' then return read_string(text, at) end
  if first == "[" then return read_array(text, at) end
  if first == "{" then return read_object(text, at) end
  local number, after = text:match("^(-?[%d.eE+-]+)()", at)
  if number then return math.tointeger(number) or tonumber(number), after end
  local word
  word, after = text:match("^(%a+)()", at)
  assert(word, "no JSON: " .. text:sub(at, at + 40))
  return words[word], after
end

-- A null member is nil, a null entry of an array is json.null.
function json.read(text)
  return (read_value(text, text:match("^%s*()")))
end

return json
