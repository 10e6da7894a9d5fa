-- Reads a FHIR resource and remembers what was read, so that what has no
-- place here can be told, never dropped in silence.
local methods = {}
local meta = { __index = methods }

local function node(value, path)
  return setmetatable({ value = value, path = path, taken = false, children = {}, why = {} }, meta)
end

-- The child `key`, touched but not taken as a whole. nil when there is none.
function methods:sub(key)
  if type(self.value) ~= "table" or self.value[key] == nil then return nil end
  local child = self.children[key]
  if not child then
    local place = type(key) == "number" and "[" .. (key - 1) .. "]" or "." .. key
    child = node(self.value[key], self.path .. place)
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

-- Why `key` has no place, if it is left.
function methods:explain(key, code, zh, en)
  self.why[key] = { code = code, zh = zh, en = en }
end

local function add_left(list, path, why)
  list[#list + 1] = { path = path, code = why and why.code or "no_place",
    zh = why and why.zh or "这里没有地方放它，没有带入。",
    en = why and why.en or "There is no place for it here: not carried over." }
end

-- Paths that were not read: the highest of each branch.
function methods:left(list)
  list = list or array {}
  if self.taken or type(self.value) ~= "table" then return list end
  for key in pairs(self.value) do
    local child = self.children[key]
    if not child then
      local place = type(key) == "number" and "[" .. (key - 1) .. "]" or "." .. key
      add_left(list, self.path .. place, self.why[key])
    elseif not child.taken then
      if next(child.children) then
        child:left(list)
      else
        add_left(list, child.path, self.why[key])
      end
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
