-- Alarms that nobody has answered: time-critical doses that are late. `late`:
-- ten minutes have gone by without an answer.
local columns = require "lib.columns"

return {
  zh = "给药报警", en = "Alarms", permission = "medication.read",
  input = {},
  columns = columns.of("duty", "version", "resident", "resident_name", "bed_name", "order",
    "about", "about_en", "drug_name", "drug_name_en", "dose_text", "dose_text_en", "due",
    { name = "raised", type = "instant", zh = "报警时间", en = "Raised" },
    { name = "dose", type = "text", zh = "给药任务", en = "Dose" },
    "state", "tone", "reasons"),
  sql = [[
    select d.duty, d.version, a.resident, r.name as resident_name, b.label as bed_name,
           ]] .. columns.about_sql .. [[,
           a.for_order as "order", o.name as drug_name, o.name_en as drug_name_en,
           o.dose as dose_text,
           o.dose_en as dose_text_en, a.due, a.raised,
           a.dose, d.state, iif(d.state in ('late', 'missed'), 'alarm', 'late') as tone,
           json_array(json_object('zh', '时间要紧的药过时未记录，请立即查看。',
             'en', 'A time-critical dose is late and not recorded: see to it now.')) as reasons
    from own_duty_open d
    join medication_alarm a on a.schedule = d.schedule
    join medication_order o on o.id = a.for_order
    join residents_resident r on r.id = a.resident
    left join beds_stay s on s.resident = a.resident and s.state = 'active'
    left join beds_bed b on b.id = s.bed
    where d.kind = 'answer_alarm' and d.due <= now()
    order by a.raised
  ]],
}
