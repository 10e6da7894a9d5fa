-- Runs the tests of plugins (docs/plugin-authors.md, Tests) through the
-- command line: each case in a virtual data folder of its own.
local json = require "lib.json"
local pure = require "lib.pure"

local cases = {}

local function quote(text)
  return "'" .. text:gsub("'", "'\\''") .. "'"
end

-- What a program printed, what it said on standard error, whether it went well.
local function run(words, input)
  local parts, said = {}, os.tmpname()
  for i, word in ipairs(words) do parts[i] = quote(word) end
  local from = input and "printf '%s\\n' " .. quote(input) .. " | " or ""
  local to = input and "" or " </dev/null"
  local pipe = assert(io.popen(from .. table.concat(parts, " ") .. " 2>" .. said .. to))
  local printed = pipe:read("a")
  local well = pipe:close()
  local file = assert(io.open(said))
  local error_text = file:read("a")
  file:close()
  os.remove(said)
  return printed, error_text, well
end

-- --- one home ------------------------------------------------------------

local house = {}
house.__index = house

local function open_house(songhe, now)
  local printed = run { "mktemp", "-d" }
  local self = setmetatable({ folder = printed:match("%S+"), kept = {}, people = {} }, house)
  self.songhe = { table.unpack(songhe) }
  table.move({ "--data", self.folder .. "/data", "--json" }, 1, 3, #songhe + 1, self.songhe)
  self:must({ "--now", now, "init" })
  self:must({ "home", "new", "test", "--kind", "public" })
  return self
end

function house:call(words, input, as)
  local all = { table.unpack(self.songhe) }
  if as then table.move({ "--as", as }, 1, 2, #all + 1, all) end
  for _, word in ipairs(words) do all[#all + 1] = word end
  return run(all, input)
end

function house:must(words, input)
  local printed, said, well = self:call(words, input)
  if not well then error(table.concat(words, " ") .. ": " .. said, 0) end
  return printed
end

function house:close()
  run { "rm", "-rf", self.folder }
end

-- A person with these roles, made when first asked for. Gives the account.
function house:person(roles)
  local name = "as_" .. table.concat(roles, "_")
  if not self.people[name] then
    for i, role in ipairs(roles) do
      local command = i == 1 and { "user", "add", name, "--role", role, "--password-stdin" }
        or { "do", "test", "core.grant", json.write { user = name, role = role } }
      self:must(command, "correct horse battery " .. name)
    end
    self.people[name] = true
  end
  return name
end

-- "$wang.id", "$list.1.bed": what an earlier step gave.
function house:filled(value)
  if type(value) == "table" then
    local copy = {}
    for key, each in pairs(value) do copy[key] = self:filled(each) end
    return #value > 0 and json.array(copy) or copy
  end
  local name, path = tostring(value):match("^%$(%w+)%.(.+)$")
  if not name then return value end
  local found = assert(self.kept[name], "nothing was saved as " .. name)
  for part in path:gmatch("[^.]+") do found = found[math.tointeger(part) or part] end
  return found
end

-- --- what a step expects -----------------------------------------------------

local function differs(want, got, path)
  if type(want) ~= "table" then
    if want ~= got then
      return ("%s: wanted %s, got %s"):format(path, tostring(want), tostring(got))
    end
    return nil
  end
  if type(got) ~= "table" then return path .. ": wanted a table, got " .. tostring(got) end
  for key, each in pairs(want) do
    local wrong = differs(each, got[key], path .. "." .. key)
    if wrong then return wrong end
  end
end

local function check_result(self, step, result)
  if step.save then self.kept[step.save] = result end
  if step.rows and #result ~= step.rows then
    error(("wanted %d rows, got %d"):format(step.rows, #result), 0)
  end
  local wrong = step.gives and differs(self:filled(step.gives), result, "result")
  if wrong then error(wrong .. "\n" .. json.write(result), 0) end
end

local function check_refusal(step, said)
  local start = said:find("{", 1, true)
  local problem = start and json.read(said:sub(start)) or {}
  local names = {}
  for _, fault in ipairs(problem.errors or {}) do
    names[fault.field or ""], names[fault.code or ""] = true, true
  end
  for _, name in ipairs(step.refused) do
    if not names[name] then error("no fault " .. name .. " in: " .. said, 0) end
  end
end

-- --- steps -------------------------------------------------------------------

local function words_of(self, step)
  local input = json.write(self:filled(step.input or {}))
  if step.do_ then
    local words = { "do", "test", step.do_, input }
    if step.second then
      table.move({ "--second", self:person(step.second) }, 1, 2, #words + 1, words)
    end
    return words
  end
  if step.tick then return { "tick", "test", "--to", step.tick } end
  local words = { "ask", "test", step.ask, input }
  if step.at then table.move({ "--at", step.at }, 1, 2, 5, words) end
  return words
end

local function take(self, step)
  if step.settings then
    for name, value in pairs(step.settings) do
      self:must { "do", "test", "core.set_setting", json.write { plugin = step.plugin, name = name,
        value = value } }
    end
    return
  end
  local as = step.as and self:person(step.as)
  local printed, said, well = self:call(words_of(self, step), nil, as)
  if step.refused then
    if well then error("it was not refused: " .. printed, 0) end
    return check_refusal(step, said)
  end
  if not well then error(said, 0) end
  local answer = step.tick and {} or json.read(printed)
  if step.do_ and answer.result ~= nil then answer = answer.result end
  check_result(self, step, answer)
end

local function run_steps(songhe, case)
  local self = open_house(songhe, case.at or "2026-11-23T09:00:00+08:00")
  local well, why = pcall(function()
    for i, step in ipairs(case.steps) do
      local fine, wrong = pcall(take, self, step)
      if not fine then
        error(("step %d, %s: %s"):format(i, step.do_ or step.ask or "tick", wrong), 0)
      end
    end
  end)
  self:close()
  return well, why
end

-- Runs the cases of one file; `songhe` holds the words that start the program.
-- Gives how many passed and failed.
function cases.run(songhe, plugin_folder, file)
  local world = pure.environment(plugin_folder)
  local list = assert(loadfile(file, "t", world))()
  local passed, failed = 0, 0
  for _, case in ipairs(list) do
    local well, why
    if case.run then well, why = pcall(case.run) else well, why = run_steps(songhe, case) end
    if well then
      passed = passed + 1
    else
      failed = failed + 1
      print(("FAILED %s: %s\n  %s"):format(file:match("plugins/(.*)"), case.name, why))
    end
  end
  return passed, failed
end

return cases
