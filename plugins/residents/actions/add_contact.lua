local fields = require "lib.fields"

local input = array { fields.resident }
for _, field in ipairs(fields.contact) do input[#input + 1] = field end

return {
  zh = "添加联系人", en = "Add a contact", permission = "residents.update",
  input = input,
  output = { { name = "contact", type = "id", zh = "编号", en = "Number" } },
  run = function(call, home)
    return { contact = home.insert("contact", copy(call.input)) }
  end,
}
