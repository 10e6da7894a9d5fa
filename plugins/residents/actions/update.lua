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
  if person.id_number == null then
    changes.id_number, changes.id_tail = null, null
  end
  for name, value in pairs(identity(call, home, person, before.id)) do
    changes[name] = value
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
  },
  output = { { name = "id", type = "id", zh = "编号", en = "Number" } },
  run = function(call, home)
    local input, changes = call.input, {}
    local before = home.get("resident", input.resident)
    identity_changes(call, home, before, changes)
    couple.check(home, input.spouse, before.id)
    if refused() then stop() end

    for _, field in ipairs(fields.details) do
      if field.name ~= "spouse" then changes[field.name] = input[field.name] end
    end
    if next(changes) then home.update("resident", before.id, changes) end
    if input.spouse then couple.join(home, before.id, input.spouse) end
    home.publish("updated", "resident:" .. before.id, { resident = before.id })
    return { id = before.id }
  end,
}
