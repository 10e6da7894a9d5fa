local couple = require "lib.couple"
local enums = require "data.enums"
local fields = require "lib.fields"
local identity = require "lib.identity"

local who = { "name", "sex", "born", "id_number" }

local function identity_changes(call, home, before, changes)
  local person, touched = {}, false
  for _, name in ipairs(who) do
    person[name] = before[name]
    if call.input[name] ~= nil then person[name], touched = call.input[name], true end
  end
  if not touched then return end
  for name, value in pairs(identity(call, home, person, before.id)) do
    changes[name] = value
  end
end

-- What may be emptied; the rest of a file is always there.
local clearable = {}
for _, field in ipairs(fields.details) do
  clearable[field.name] = field.type ~= "boolean" and field.name ~= "infection"
end

local function clear(names, changes)
  for i, name in ipairs(names or {}) do
    if clearable[name] then
      changes[name] = null
    else
      refuse("clear[" .. i - 1 .. "]", "unknown", "这一栏不能清空。", "This entry cannot be emptied.")
    end
  end
end

return {
  zh = "更正档案", en = "Change a file", permission = "residents.update",
  input = fields.with_details {
    fields.resident,
    { name = "name", type = "text", min = 1, max = 60, zh = "姓名", en = "Name" },
    { name = "sex", type = "enum", values = enums.sex, zh = "性别", en = "Sex" },
    { name = "born", type = "date", zh = "出生日期", en = "Born" },
    { name = "id_number", type = "text", max = 30, zh = "身份证号", en = "ID number" },
    { name = "clear", type = "list", max = 20, of = { type = "text", max = 30 },
      zh = "清空的栏目", en = "Entries to empty" },
  },
  output = { { name = "id", type = "id", zh = "编号", en = "Number" } },
  run = function(call, home)
    local input, changes = call.input, {}
    local before = home.get("resident", input.resident)
    identity_changes(call, home, before, changes)
    couple.check(home, input.spouse, before.id)
    clear(input.clear, changes)
    if refused() then stop() end

    for _, field in ipairs(fields.details) do
      local value = input[field.name]
      if value ~= nil and field.name ~= "spouse" then changes[field.name] = value end
    end
    if input.care_level and input.care_level ~= before.care_level then
      changes.care_standard, changes.care_edition, changes.care_assessed = null, null, null
    end
    local spouse = input.spouse or changes.spouse
    if spouse then couple.join(home, before.id, spouse) end
    changes.spouse = nil
    if next(changes) then home.update("resident", before.id, changes) end
    home.publish("updated", "resident:" .. before.id, { resident = before.id })
    return { id = before.id }
  end,
}
