-- What the home did in a month beside its residents, for the national record.
local fields = require "lib.fields"

local columns = array { fields.make("month", "date", "月份（1 日）", "Month (its first)",
  { required = true, unique = true }), fields.make("living", "integer", "月末在住", "Living at its end",
  { required = true, min = 0 }) }
for _, service in ipairs(fields.services) do columns[#columns + 1] = service end

return { zh = "服务月报", en = "Services of a month", history = true, columns = columns }
