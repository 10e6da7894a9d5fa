-- A medicine round: resident after resident in the order of the rooms, what is
-- due up to an hour ahead and what of the last day nobody has recorded; below
-- it what was recorded in the last hours, to be seen and corrected. An sos
-- dose is nobody's task until its time is over. Who has left since stays in it, in the
-- last bed, as long as a dose from before that is not recorded.
local columns = require "lib.columns"
local words = require "lib.words"

return {
  zh = "发药", en = "Medicine round", permission = "medication.read",
  input = {
    { name = "at", type = "instant", zh = "时间（不填就是现在）", en = "At (now when empty)" },
    { name = "unit", type = "text", max = 40, zh = "照料单元", en = "Care unit" },
    { name = "ahead", type = "integer", min = 0, max = 1440, default = 60, zh = "提前几分钟",
      en = "Minutes ahead" },
  },
  columns = columns.of("resident", "resident_name", "bed_name", "unit", "photo", "sex", "age",
    "allergies", "flags", "duty", "version", "order", "drug_name", "drug_name_en", "dose_text",
    "dose_text_en",
    "route", "due",
    "meal", "instruction", "class", "signer", "ask", "state", "tone", "reasons", "outcomes",
    "outcome", "outcome_id", "at", "person_name", "second_name", "reason"),
  sql = [[
    with span as (
      select coalesce(:at, now()) - 86400000 as first, coalesce(:at, now()) - 14400000 as done,
             coalesce(:at, now()) + :ahead * 60000 as last
    ),
    lines as (
      select d.duty, d.version, d.schedule, d.data ->> '$.order' as for_order, d.due, d.state,
             d.held_because, null as outcome, null as outcome_id, null as at,
             null as person_name, null as second_name, null as reason
      from span join own_duty_open d on d.due > span.first and d.due <= span.last
      where d.kind = 'dose'
      union all
      select d.duty, d.version, d.schedule, d.data ->> '$.order', d.due, 'done',
             null, d.outcome, d.outcome_id, d.at, d.person_name, d.second_name, d.reason
      from span join own_duty_done d on d.due > span.done and d.due <= span.last
      where d.kind = 'dose' and d.newest = 1
    ),
    placed as (
      select s.resident, b.label as bed_name, u.name as unit, f.number as floor, m.name as room
      from (select t.resident, t.bed, row_number() over (partition by t.resident
                                                 order by t.state = 'active' desc, t.ends desc) as n
            from beds_stay t join span
            where t.state = 'active' or t.state = 'ended' and t.ends > span.first) s
      join beds_bed b on b.id = s.bed
      join beds_room m on m.id = b.room
      join beds_unit u on u.id = m.unit
      join beds_floor f on f.id = u.floor
      where s.n = 1
    ),
    allergic as (
      select resident, group_concat(substance, '、') as allergies
      from residents_allergy where ended is null or ended > today()
      group by resident
    ),
    people as (
      select r.id as resident, r.name as resident_name, p.bed_name, p.unit, r.photo,
             r.sex, age(r.born, today()) as age, a.allergies,
             case when a.allergies is not null
                  then iif(r.fall_risk, '["allergy","fall"]', '["allergy"]')
                  when r.fall_risk then '["fall"]' end as flags,
             r.state in ('registered', 'living') as here,
             row_number() over (order by p.floor is null, p.floor, p.unit, p.room, p.bed_name,
                                r.name, r.id) as place
      from residents_resident r
      left join placed p on p.resident = r.id
      left join allergic a on a.resident = r.id
      where r.state in ('registered', 'living') or p.resident is not null
    ),
    ended as (
      select c.id as course, x.last
      from medication_course c join medication_prescription x on x.id = c.prescription
      where x.last < date_add(today(), 3)
    ),
    -- while the other medicine is in force; which speaks against which is said both ways
    beside as (
      select t.course, group_concat(json_object('zh', t.zh, 'en', t.en)) as texts
      from (select b.course, b.other, b.zh, b.en from medication_beside b
            union all
            select b.other, b.course, b.zh, b.en from medication_beside b
            where b.code = 'interaction') t
      join medication_course c on c.id = t.other
      join medication_order n on n.id = c.current
      left join medication_ending e on e.for_order = n.id
      where (e.at is null or e.at > now()) and (n.ends is null or n.ends > now())
        and exists (select 1 from medication_order f where f.course = c.id and f.starts <= now())
      group by t.course
    )
    select w.resident, w.resident_name, w.bed_name, w.unit, w.photo, w.sex, w.age, w.allergies,
           w.flags, l.duty, l.version, o.id as "order", o.name as drug_name,
           o.name_en as drug_name_en,
           o.dose as dose_text, o.dose_en as dose_text_en, o.route, l.due,
           iif(o.meal = 'any', null, o.meal) as meal, o.instruction, o.class,
           ]] .. columns.signer_sql .. [[, o.ask,
           l.state,
           case l.state when 'due' then 'reserved' when 'late' then 'late'
             when 'missed' then 'alarm' when 'held' then 'blocked'
             when 'done' then iif(l.outcome in ('given', 'self_administered'), 'free', 'late')
             else 'plain' end as tone,
           iif(l.held_because is null and l.state <> 'missed' and x.last is null
               and (k.texts is null or l.state = 'done'), null,
             nullif('[' || trim(coalesce(
             case when l.held_because is not null
                  then json_object('zh', '暂停：' || l.held_because,
                                   'en', 'Held: ' || ]] .. words.english("l.held_because") .. [[)
                  when l.state = 'missed'
                       and exists (select 1 from own_duty_open n where n.schedule = l.schedule
                                   and n.due > l.due and n.due <= now())
                  then '{"zh":"已有更新的一次：按纸上的时间补记，或记为没有给。","en":"A newer dose'
                    || ' is due: enter the time on paper, or that it was not given."}'
             end || ',', '')
             || coalesce(iif(l.state <> 'done' and x.last < local_date(l.due),
                 json_object('zh', '处方已于 ' || x.last || ' 到期：药照常到点，请续方。',
                   'en', 'The prescription ended on ' || x.last
                     || ': the dose is due all the same; have it renewed.') || ',', null), '')
             || iif(l.state = 'done', '', coalesce(k.texts, '')), ',')
             || ']', '[]')) as reasons,
           case when o.frequency = 'sos' then '["given","self_administered","lapsed"]'
                when l.state in ('late', 'missed') then '["given","refused","held",'
                  || '"unavailable","absent","self_administered","missed"]'
                else '["given","refused","held","unavailable","absent","self_administered"]'
           end as outcomes,
           l.outcome, l.outcome_id, l.at, l.person_name, l.second_name, l.reason
    from lines l
    join medication_order o on o.id = l.for_order
    join medication_drug d on d.id = o.drug
    left join ended x on x.course = o.course
    left join beside k on k.course = o.course
    join people w on w.resident = o.resident
    where (:unit is null or w.unit = :unit) and (w.here or l.outcome is null)
      and not (o.frequency = 'sos' and l.state in ('upcoming', 'due'))
    order by w.place, l.outcome is not null, l.due, o.id
  ]],
}
