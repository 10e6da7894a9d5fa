-- Care-risk events of a resident from a day to a day (both counted), by kind.
local fields = require "lib.fields"

return {
  zh = "风险事件次数", en = "Counts of events", permission = "assessment.read",
  input = fields.of("resident",
    { name = "from", type = "date", required = true, zh = "从", en = "From" },
    { name = "to", type = "date", required = true, zh = "到", en = "To" }),
  columns = fields.of("kind", { name = "count", type = "integer", zh = "次数", en = "Count" }),
  sql = [[
    select kind, count(*) as count from assessment_risk_event
    where resident = :resident and date >= :from and date <= :to and withdrawn is null
    group by kind order by kind
  ]],
}
