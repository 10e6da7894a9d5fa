-- What was recorded of one dose: the newest first, and all it corrected.
local columns = require "lib.columns"
local wanted = require "lib.dose_id"

return {
  zh = "给药记录", en = "Records of a dose", permission = "medication.read",
  input = { { name = "dose", type = "text", max = 60, required = true, zh = "给药任务",
    en = "Dose" } },
  columns = columns.of("outcome_id", "outcome", "due", "at", "recorded", "person_name",
    "second_name", "reason",
    { name = "facts", type = "json", zh = "内容", en = "Facts" },
    { name = "corrected", type = "boolean", zh = "已被更正", en = "Corrected since" }),
  sql = "with " .. wanted .. [[
    select d.outcome_id, d.outcome, d.due, d.at, d.recorded, d.person_name, d.second_name,
           d.reason, d.facts, not d.newest as corrected
    from wanted w
    join own_duty_done d on d.plan = w.plan and d.slot >= day_slot(w.day)
      and d.slot < day_slot(date_add(w.day, 1))
    where d.duty = :dose
    order by d.round desc
  ]],
}
