-- Doses that nobody has recorded and whose time has gone: late, or missed?
local columns = require "lib.columns"

return {
  zh = "未记录的给药", en = "Doses not recorded", permission = "medication.read",
  input = { { name = "unit", type = "text", max = 40, zh = "照料单元", en = "Care unit" } },
  columns = columns.of("duty", "version", "resident", "resident_name", "bed_name", "unit",
    "order", "drug_name", "drug_name_en", "about", "about_en", "dose_text", "dose_text_en",
    "route", "due",
    "class", "state", "tone",
    "reasons"),
  sql = [[
    select d.duty, d.version, o.resident, r.name as resident_name, b.label as bed_name,
           u.name as unit, o.id as "order", o.name as drug_name, o.name_en as drug_name_en,
           ]] .. columns.about_sql .. [[,
           o.dose as dose_text, o.dose_en as dose_text_en, o.route,
           d.due, o.class, d.state,
           iif(d.state = 'missed', 'alarm', 'late') as tone,
           case when d.state = 'missed'
                     and exists (select 1 from own_duty_open n where n.schedule = d.schedule
                                 and n.due > d.due and n.due <= now())
                then '[{"zh":"已有更新的一次：按纸上的时间补记，或记为没有给。","en":"A newer dose'
                  || ' is due: enter the time on paper, or that it was not given."}]'
           end as reasons
    from own_duty_open d
    join medication_order o on o.id = d.data ->> '$.order'
    join residents_resident r on r.id = o.resident
    left join beds_stay s on s.resident = o.resident and s.state = 'active'
    left join beds_bed b on b.id = s.bed
    left join beds_room m on m.id = b.room
    left join beds_unit u on u.id = m.unit
    where d.kind = 'dose' and d.due <= now() and d.state in ('late', 'missed')
      and (:unit is null or u.name = :unit)
    order by d.due, b.label, d.duty
    limit 5000
  ]],
}
