-- Steps that several files of tests share.
local house = {}

house.code = { settings = { home_code = "SH01" } }

function house.steps(...)
  local all = array {}
  for _, list in ipairs { ... } do
    if list.do_ or list.ask or list.tick or list.settings then list = { list } end
    for _, step in ipairs(list) do all[#all + 1] = step end
  end
  return all
end

local function merged(base, more)
  for key, value in pairs(more or {}) do base[key] = value end
  return base
end

function house.act(action, input, more)
  return merged({ do_ = "fire_safety." .. action, input = input }, more)
end

function house.refused(action, input, codes, more)
  return merged({ do_ = "fire_safety." .. action, input = input, refused = codes }, more)
end

function house.ask(query, input, rows, gives, more)
  return merged({ ask = "fire_safety." .. query, input = input, rows = rows, gives = gives },
    more)
end

-- The first open duty of a kind, kept as `save`: "$save.1.duty".
function house.duty(kind, save, state)
  return { ask = "core.duties", input = { kind = "fire_safety." .. kind, state = state or "open" },
    save = save }
end

-- How many duties of a kind are in a state.
function house.count(kind, state, rows)
  return { ask = "core.duties", input = { kind = "fire_safety." .. kind, state = state,
    limit = 5000 }, rows = rows }
end

-- Answers to a form: fine but for those named.
function house.answers(keys, wrong)
  local list = array {}
  for i, key in ipairs(keys) do
    local note = wrong and wrong[key]
    list[i] = { item = key, answer = note and "bad" or "ok", note = note }
  end
  return list
end

house.extinguisher = { "in_place", "pressure", "seal", "hose", "rust", "shape", "solder", "burnt",
  "maker", "flat" }
house.monthly = { "fire_use", "electric_use", "gas_use", "exits", "signs", "doors", "equipment",
  "posts", "control_room", "ebikes", "hazards", "records" }
house.log = { "panel", "linkage_auto", "sprinkler_auto", "power" }
house.hand = { "panel", "faults", "keys", "log" }

-- Three points and a night route from 20:00 to 06:00 every two hours.
house.night = house.steps(house.code,
  house.act("add_point", { name = "一楼东" }), house.act("add_point", { name = "一楼西" }),
  house.act("add_point", { name = "二楼" }),
  house.act("set_distance", { from = 1, to = 2, metres = 60 }),
  house.act("set_distance", { from = 3, to = 2, metres = 40 }),
  house.act("set_route", { name = "夜间", kind = "night", points = { 1, 2, 3 },
    times = { "20:00", "22:00", "00:00", "02:00", "04:00" } }))

-- A whole round from paper: starts at `at`, three points two minutes apart.
function house.paper(duty, start, ends, more)
  local labels = require "lib.labels"
  local points = array {}
  for i = 1, 3 do
    points[i] = { code = labels.make("SH01", "P", i), at = start:gsub(":00%+", ":0" .. i .. "+") }
  end
  return house.act("record_night", merged({ duty = duty, outcome = "done", at = ends,
    started = start, points = points }, more))
end

return house
