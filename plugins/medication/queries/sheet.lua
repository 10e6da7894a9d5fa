-- What the paper sheets of one care unit show: each dose of a time with its
-- outcome so far, in the order of the beds. An empty unit: who lives in none.
local columns = require "lib.columns"

return {
  zh = "纸质给药单", en = "Paper sheet", permission = "medication.read",
  input = {
    { name = "unit", type = "text", max = 40, required = true, zh = "照料单元",
      en = "Care unit" },
    { name = "from", type = "instant", required = true, zh = "从", en = "From" },
    { name = "to", type = "instant", required = true, zh = "到", en = "To" },
  },
  columns = columns.of("resident", "resident_name", "bed_name", "sex", "age", "allergies",
    "drug_name", "drug_name_en", "dose_text", "dose_text_en", "route", "meal", "instruction",
    "class", "signer",
    "due", "state",
    "outcome", "at", "person_name",
    { name = "conditions", type = "json", zh = "给药条件", en = "Conditions" },
    { name = "held_because", type = "text", zh = "暂停原因", en = "Why held" },
    { name = "prescription_over", type = "date", zh = "处方到期", en = "Prescription ended" }),
  sql = [[
    with lines as (
      select d.data ->> '$.order' as for_order, d.due, d.state, d.held_because, null as outcome,
             null as at, null as person_name
      from own_duty_open d
      where d.due >= :from - 86400000 and d.due < :to and d.kind = 'dose'
      union all
      select d.data ->> '$.order', d.due, 'done', null, d.outcome, d.at, d.person_name
      from own_duty_done d
      where d.due >= :from and d.due < :to and d.kind = 'dose' and d.newest = 1
    )
    select o.resident, r.name as resident_name, b.label as bed_name, r.sex,
           age(r.born, today()) as age,
           (select group_concat(g.substance, '、') from residents_allergy g
            where g.resident = r.id and (g.ended is null or g.ended > today())) as allergies,
           o.name as drug_name, o.name_en as drug_name_en, o.dose as dose_text,
           o.dose_en as dose_text_en, o.route, o.meal,
           o.instruction, o.class,
           o.conditions, ]] .. columns.signer_sql .. [[,
           l.due, l.state, l.outcome, l.at, l.person_name, l.held_because,
           iif(l.state <> 'done' and x.last < local_date(l.due), x.last, null) as prescription_over
    from lines l
    join medication_order o on o.id = l.for_order
    join medication_drug d on d.id = o.drug
    join medication_course c on c.id = o.course
    left join medication_prescription x on x.id = c.prescription
    join residents_resident r on r.id = o.resident
    left join beds_stay s on s.resident = o.resident and s.state = 'active'
    left join beds_bed b on b.id = s.bed
    left join beds_room m on m.id = b.room
    left join beds_unit u on u.id = m.unit
    where coalesce(u.name, '') = :unit
      and not (o.frequency = 'sos' and l.state in ('upcoming', 'due'))
    order by b.label, o.resident, l.due, o.name, o.id
    limit 4000
  ]],
}
