-- The census of a day: a late discharge changes a past day, and `at` tells
-- what was known then.
local census = require "lib.census"
local not_future = require "lib.not_future"

return {
  zh = "在住统计", en = "Census", permission = "beds.read", at = true,
  input = census.input, columns = census.columns,
  run = function(call, home)
    not_future(call, "date")
    return home.query("census_day", { date = call.input.date })
  end,
}
