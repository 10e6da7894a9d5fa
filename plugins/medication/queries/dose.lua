-- One dose as it stands, for its page.
local columns = require "lib.columns"
local wanted = require "lib.dose_id"

return {
  zh = "一次给药", en = "A dose", permission = "medication.read",
  input = { { name = "dose", type = "text", max = 60, required = true, zh = "给药任务",
    en = "Dose" } },
  columns = columns.of(
    { name = "dose", type = "text", zh = "给药任务", en = "Dose" },
    "duty", "version", "resident", "resident_name", "order", "about", "about_en",
    "drug_name", "drug_name_en",
    "dose_text",
    "dose_text_en", "route",
    "due", "state", "outcome", "outcome_id",
    { name = "supersedes", type = "id", zh = "更正哪一条", en = "Corrects" },
    "at", "recorded", "person_name", "second_name", "reason", "actions"),
  sql = "with " .. wanted .. [[,
    found as (
      select d.duty, d.version, d.data, d.due, 'done' as state, d.outcome, d.outcome_id, d.at,
             d.recorded, d.person_name, d.second_name, d.reason, d.newest
      from wanted w
      join own_duty_done d on d.plan = w.plan and d.slot >= day_slot(w.day)
        and d.slot < day_slot(date_add(w.day, 1))
      union all
      select d.duty, d.version, d.data, d.due, d.state, null, null, null, null, null, null, null, 1
      from wanted w
      join own_duty_open d on d.plan = w.plan and d.slot >= day_slot(w.day)
        and d.slot < day_slot(date_add(w.day, 1))
    )
    select f.duty as dose, f.duty, f.version, o.resident, r.name as resident_name,
           ]] .. columns.about_sql .. [[,
           o.id as "order", o.name as drug_name, o.name_en as drug_name_en, o.dose as dose_text,
           o.dose_en as dose_text_en,
           o.route, f.due, f.state,
           f.outcome, f.outcome_id, f.outcome_id as supersedes, f.at, f.recorded,
           f.person_name, f.second_name, f.reason, '["record"]' as actions
    from found f
    join medication_order o on o.id = f.data ->> '$.order'
    join residents_resident r on r.id = o.resident
    where f.duty = :dose and f.newest = 1
  ]],
}
