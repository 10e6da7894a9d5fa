-- Steps that several files of tests share.
local house = {}

-- One bed: { "101-1", kind =, class =, sex =, area =, floor =, unit = }.
function house.bed(label, more)
  local input = { floor = "1楼", room = label:match("^(.*)%-"), bed = label, kind = "general" }
  for key, value in pairs(more or {}) do input[key] = value end
  return { do_ = "beds.import_bed", input = input }
end

-- One resident; numbers follow the order.
function house.person(name, sex, more)
  local input = { name = name, sex = sex, born = "1950-05-01", care_level = 1 }
  for key, value in pairs(more or {}) do input[key] = value end
  return { do_ = "residents.register", input = input }
end

function house.act(action, input, gives)
  return { do_ = "beds." .. action, input = input, gives = gives }
end

function house.refused(action, input, ...)
  return { do_ = "beds." .. action, input = input, refused = { ... } }
end

-- What the board shows of beds, in their order.
function house.board(rows, at)
  return { ask = "beds.board", gives = rows, at = at }
end

-- All steps of several lists after each other.
function house.steps(...)
  local all = {}
  for _, list in ipairs { ... } do
    if list.do_ or list.ask or list.tick or list.settings then list = { list } end
    for _, step in ipairs(list) do all[#all + 1] = step end
  end
  return all
end

return house
