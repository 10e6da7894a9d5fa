-- What a resident takes elsewhere. It counts in no daily sum when nobody here knows what
-- it holds, however exact its dose.
local lookup = require "lib.lookup"
local rows = require "queries.outside_rows"

return {
  zh = "院外用药", en = "Medicine taken elsewhere", permission = rows.permission,
  input = rows.input, columns = rows.columns,
  run = function(call, home)
    local list = home.query("outside_rows", { resident = call.input.resident })
    for _, row in ipairs(list) do
      if row.counted == "yes" and not row.listed and lookup.strange(row.drug) then
        row.counted = "no"
      end
    end
    return list
  end,
}
