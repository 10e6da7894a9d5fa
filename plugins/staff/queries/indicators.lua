-- What the plan asks for in figures: social workers by beds, training person-times,
-- the share of carers with a skill level, the share that passed.
local counts = require "queries.staff_counts"
local fields = require "lib.fields"

local columns = copy(counts.columns)
columns[#columns + 1] = fields.make("social_workers_wanted", "integer", "应有社会工作者",
  "Social workers wanted")

return { zh = "员工指标", en = "Staff in figures", permission = "staff.read",
  input = fields.of("from", "to"), columns = columns,
  run = function(call, home)
    local row = home.query("staff_counts", call.input)[1]
    row.social_workers_wanted = call.rules.social_workers(row.beds, call.settings)
    return array { row }
  end }
