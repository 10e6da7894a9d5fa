-- Reads a FHIR resource and remembers what was read, so that what has no
-- place here can be told, never dropped in silence.
local methods = {}
local meta = { __index = methods }

local function node(value, path)
  return setmetatable({ value = value, path = path, taken = false, children = {}, why = {} }, meta)
end

local function place_of(key)
  return type(key) == "number" and "[" .. (key - 1) .. "]" or "." .. key
end

-- The child `key`, touched but not taken as a whole. nil when there is none.
function methods:sub(key)
  if type(self.value) ~= "table" or self.value[key] == nil then return nil end
  local child = self.children[key]
  if not child then
    child = node(self.value[key], self.path .. place_of(key))
    self.children[key] = child
  end
  return child
end

-- The value of `key`, all of which is then read.
function methods:take(key)
  local child = self:sub(key)
  if not child then return nil end
  child.taken = true
  return child.value
end

-- The entries of the list `key`, none of them read yet.
function methods:list(key)
  local list, entries = self:sub(key), array {}
  for i = 1, list and #list.value or 0 do entries[i] = list:sub(i) end
  return entries
end

-- The texts of the list `key`. Where only an extension stands, in "_key", the
-- list itself has null: that is told as left, not taken for a text.
function methods:texts(key)
  local texts = array {}
  for _, text in ipairs(self:take(key) or {}) do
    if type(text) == "string" then texts[#texts + 1] = text end
  end
  return texts
end

-- Why `key` has no place, if it is left.
function methods:explain(key, code, zh, en)
  self.why[key] = { code = code, zh = zh, en = en }
end

local function add_left(list, path, why)
  list[#list + 1] = { path = path, code = why and why.code or "no_place",
    zh = why and why.zh or "这里没有地方放它，没有带入。",
    en = why and why.en or "There is no place for it here: not carried over." }
end

-- Extensions within what was read as a whole: nobody looked at those.
local function add_extensions(list, value, path)
  for key, each in pairs(type(value) == "table" and value or {}) do
    if key == "extension" or (type(key) == "string" and key:sub(1, 1) == "_") then
      add_left(list, path .. place_of(key))
    else
      add_extensions(list, each, path .. place_of(key))
    end
  end
end

-- Was anything of a child read, or was it looked at only?
local function any_taken(child)
  if child.taken then return true end
  for _, each in pairs(child.children) do
    if any_taken(each) then return true end
  end
  return false
end

-- Paths that were not read: the highest of each branch.
function methods:left(list)
  list = list or array {}
  if self.taken then add_extensions(list, self.value, self.path) end
  if self.taken or type(self.value) ~= "table" then return list end
  for key in pairs(self.value) do
    local child = self.children[key]
    if not child then
      add_left(list, self.path .. place_of(key), self.why[key])
    elseif any_taken(child) then
      child:left(list)
    else
      add_left(list, child.path, self.why[key])
    end
  end
  return list
end

return function(resource)
  local root = node(resource, resource.resourceType)
  root:take("resourceType")
  root:explain("text", "narrative", "说明文字是由数据生成的，不带入。",
    "The narrative is made from the data: not carried over.")
  return root
end
