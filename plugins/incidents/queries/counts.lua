-- Incidents of a period by kind, and how many there are to a thousand days that
-- residents spent in the house. Near misses stand beside and count for no rate.
local fields = require "lib.fields"

return { zh = "不良事件小结", en = "Incidents in figures", permission = "incidents.read",
  input = fields.of("from", "to"),
  columns = fields.of("kind", "count", "near_misses", "harmed", "open",
    fields.make("days", "integer", "在住人日", "Resident-days"),
    fields.make("rate", "decimal", "每千人日", "Per 1,000 resident-days", { scale = 2 })),
  run = function(call, home)
    local days = home.query("resident_days", call.input)[1].days
    local rows = home.query("counts_of", call.input)
    for _, row in ipairs(rows) do
      row.days = days
      row.rate = days > 0 and decimal.div(tostring(row.count * 1000), tostring(days), 2) or nil
    end
    return rows
  end }
