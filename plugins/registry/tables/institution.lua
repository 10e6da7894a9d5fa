local fields = require "lib.fields"

local columns = array {}
for i, field in ipairs(fields.institution) do columns[i] = field end
columns[#columns + 1] = { name = "only", type = "integer", required = true, min = 1, max = 1,
  unique = true, zh = "唯一", en = "The only one" }

return { zh = "机构", en = "Institution", history = true, columns = columns }
