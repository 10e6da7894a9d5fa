-- The pure globals that a plugin's files see, for tests of plain functions.
-- The zone is +08:00 all year.
local pure = {}

local function days_of(text)
  local year, month, day = text:match("^(%d%d%d%d)%-(%d%d)%-(%d%d)$")
  return os.time { year = tonumber(year), month = tonumber(month), day = tonumber(day),
    hour = 12 } // 86400
end

local function text_of(days)
  return os.date("!%Y-%m-%d", days * 86400)
end

pure.date = {
  add = function(day, count) return text_of(days_of(day) + count) end,
  diff = function(a, b) return days_of(a) - days_of(b) end,
  age = function(born, on)
    local years = tonumber(on:sub(1, 4)) - tonumber(born:sub(1, 4))
    return on:sub(5) < born:sub(5) and years - 1 or years
  end,
}

pure.time = {
  date = function(ms) return text_of((ms + 28800000) // 86400000) end,
  at = function(day, clock)
    local hour, minute = clock:match("^(%d%d):(%d%d)$")
    return (days_of(day) * 86400 + hour * 3600 + minute * 60) * 1000 - 28800000
  end,
}

local function cents(text)
  local whole, rest = text:match("^(%d+)%.?(%d*)$")
  return tonumber(whole) * 100 + tonumber((rest .. "00"):sub(1, 2))
end

pure.decimal = {
  cmp = function(a, b)
    local x, y = cents(a), cents(b)
    return x < y and -1 or x > y and 1 or 0
  end,
  mul = function(a, b)
    local product = cents(a) * cents(b) // 100
    return ("%d.%02d"):format(product // 100, product % 100)
  end,
}

pure.array = function(list) return list end
pure.null = setmetatable({}, { __tostring = function() return "null" end })

-- An environment in which `require` finds files of one folder.
function pure.environment(folder)
  local loaded, world = {}, setmetatable({}, { __index = _G })
  for name, value in pairs(pure) do world[name] = value end
  world.require = function(name)
    if loaded[name] == nil then
      local path = folder .. "/" .. name:gsub("%.", "/") .. ".lua"
      loaded[name] = assert(loadfile(path, "t", world))()
    end
    return loaded[name]
  end
  return world
end

return pure
