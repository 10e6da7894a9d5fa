local fields = require "lib.fields"

local columns = array { fields.of("id")[1], fields.make("month", "date", "月份", "Month"),
  fields.make("living", "integer", "月末在住", "Living at its end") }
local names = { "m.id", "m.month", "m.living" }
for _, service in ipairs(fields.services) do
  columns[#columns + 1], names[#names + 1] = service, "m." .. service.name
end

return { zh = "服务月报", en = "Services by month", permission = "registry.read", columns = columns,
  sql = "select " .. table.concat(names, ", ")
    .. " from registry_month m order by m.month desc limit 240" }
