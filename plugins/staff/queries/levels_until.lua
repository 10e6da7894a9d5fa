-- Levels of ability that stood, oldest first, up to a day.
local fields = require "lib.fields"

return { zh = "能力等级", en = "Levels", permission = "staff.read", input = fields.of("to"),
  columns = { fields.make("resident", "integer", "老人", "Resident"),
    fields.make("base_date", "date", "基准日期", "Base date"),
    fields.make("level", "integer", "等级", "Level") },
  sql = [[
    select a.resident, a.base_date, a.level from assessment_assessment a
    where a.standard = 'GB/T 42195-2022' and a.base_date <= :to and a.level is not null
      and not exists (select 1 from assessment_assessment n where n.supersedes = a.id)
    order by a.base_date, a.id ]] }
