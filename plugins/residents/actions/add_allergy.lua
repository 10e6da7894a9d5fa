local allergies = require "lib.allergies"
local fields = require "lib.fields"

local input = array { fields.resident }
for _, field in ipairs(fields.allergy) do input[#input + 1] = field end

return {
  zh = "登记过敏", en = "Add an allergy", permission = "residents.clinical",
  input = input,
  output = { { name = "allergy", type = "id", zh = "编号", en = "Number" } },
  run = function(call, home)
    local resident = call.input.resident
    if allergies.known(home, resident, call.input.substance) then
      refuse("substance", "duplicate", "这项过敏已经登记过。", "This allergy is on file already.")
      stop()
    end
    local id = home.insert("allergy", copy(call.input))
    home.publish("allergy_added", "resident:" .. resident, { resident = resident })
    return { allergy = id }
  end,
}
