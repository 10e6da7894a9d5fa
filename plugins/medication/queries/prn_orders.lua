-- As-needed orders in force, and sos orders whose one dose was not recorded yet.
local columns = require "lib.columns"

return {
  zh = "必要时医嘱", en = "As-needed orders", permission = "medication.read",
  input = { { name = "resident", type = "ref", to = "residents.resident", zh = "老人",
    en = "Resident" } },
  columns = columns.of("order", "course", "resident", "resident_name", "bed_name", "unit",
    "allergies",
    "drug_name", "drug_name_en",
    "dose_text", "dose_text_en", "amount", "route", "indication", "instruction",
    { name = "min_interval", type = "integer", zh = "最短间隔", en = "Minimum interval" },
    { name = "max_doses", type = "integer", zh = "最多次数", en = "Doses at most" },
    { name = "max_amount", type = "decimal", scale = 6, zh = "最大量", en = "Amount at most" },
    { name = "conditions", type = "json", zh = "给药条件", en = "Conditions" },
    { name = "drug", type = "id", zh = "药品", en = "Drug" },
    { name = "dose_unit", type = "text", zh = "单位", en = "Unit" },
    -- of the last month, on a schedule or as needed, by whichever order of the drug
    { name = "last_at", type = "instant", zh = "上次", en = "Last given" },
    { name = "until_", type = "instant", zh = "sos 有效到", en = "An sos order holds until" },
    { name = "held", type = "boolean", zh = "暂停", en = "Held" },
    { name = "prescription_over", type = "date", zh = "处方到期", en = "Prescription ended" }),
  sql = [[
    select o.id as "order", o.course, o.resident, r.name as resident_name, b.label as bed_name,
           u.name as unit,
           (select group_concat(g.substance, '、') from residents_allergy g
            where g.resident = r.id and (g.ended is null or g.ended > today())) as allergies,
           o.name as drug_name, o.name_en as drug_name_en, o.dose as dose_text,
           o.dose_en as dose_text_en, o.amount,
           o.route, o.indication,
           o.instruction, o.min_interval, o.max_doses, o.max_amount, o.drug, o.conditions,
           o.unit as dose_unit,
           (select max(d.at)
            from (select g.schedule from medication_course g
                  where g.resident = o.resident and g.drug = o.drug
                  union select p.schedule
                  from medication_course g join medication_prn_dose p on p.course = g.id
                  where g.resident = o.resident and g.drug = o.drug
                    and p.at > now() - 2764800000) m
            cross join own_duty_done d on d.schedule = m.schedule
              and d.slot >= day_slot(date_add(today(), -32))
            where d.newest = 1 and d.outcome in ('given', 'self_administered')) as last_at,
           iif(o.frequency = 'sos', o.ends, null) as until_,
           exists (select 1 from medication_pause p
                   where p.course = o.course and p.ends is null and p.starts <= now()) as held,
           iif(x.last < today(), x.last, null) as prescription_over
    from medication_order o
    join medication_course c on c.id = o.course
    left join medication_prescription x on x.id = c.prescription
    join residents_resident r on r.id = o.resident
    left join medication_ending e on e.for_order = o.id
    left join beds_stay s on s.resident = o.resident and s.state = 'active'
    left join beds_bed b on b.id = s.bed
    left join beds_room m on m.id = b.room
    left join beds_unit u on u.id = m.unit
    where o.as_needed = 1
      and (o.frequency <> 'sos'
           or exists (select 1 from own_duty_open d where d.schedule = c.schedule
                      and d.data ->> '$.order' = o.id))
      and (:resident is null or o.resident = :resident)
      and o.starts <= now() and (e.at is null or e.at > now())
      and (o.ends is null or o.ends > now())
    order by b.label is null, b.label, o.resident, o.name, o.id
    limit 3000
  ]],
}
