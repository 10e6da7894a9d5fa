local fields = require "lib.fields"
local status = require "lib.status"

local input = array { fields.resident }
for _, field in ipairs(fields.status) do input[#input + 1] = field end

return {
  zh = "登记身份或待遇", en = "Add an entitlement", permission = "residents.status",
  input = input,
  output = { { name = "status", type = "id", zh = "编号", en = "Number" } },
  run = function(call, home)
    local resident = call.input.resident
    local row = status.row(call, call.input, "")
    if refused() then stop() end
    row.resident = resident
    local id = home.insert("status", row)
    home.publish("status_added", "resident:" .. resident, { resident = resident, kind = row.kind })
    return { status = id }
  end,
}
