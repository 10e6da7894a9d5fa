-- What the next shift must know of a time: first what was NOT recorded, then
-- what went otherwise than ordered, as-needed doses and their effects, changed
-- orders; what was simply given is counted.
local columns = require "lib.columns"
local words = require "lib.words"

return {
  zh = "交班", en = "Handover", permission = "medication.read",
  input = {
    { name = "from", type = "instant", zh = "从（不填就是八小时前）",
      en = "From (eight hours ago when empty)" },
    { name = "to", type = "instant", zh = "到（不填就是现在）", en = "To (now when empty)" },
    { name = "unit", type = "text", max = 40, zh = "照料单元", en = "Care unit" },
  },
  columns = columns.of("key",
    { name = "section", type = "enum", zh = "类别", en = "Kind", values = {
      { value = "1_open", zh = "没有记录", en = "NOT recorded" },
      { value = "2_alarm", zh = "报警未应答", en = "Alarm not answered" },
      { value = "3_not_given", zh = "没有给", en = "Not given" },
      { value = "4_late", zh = "给晚了或补记", en = "Given late or entered late" },
      { value = "5_prn", zh = "必要时用药", en = "As needed" },
      { value = "6_effect", zh = "待看效果", en = "Effect to be seen" },
      { value = "7_held", zh = "暂停", en = "Held" },
      { value = "8_order", zh = "医嘱变动", en = "Orders changed" },
      { value = "9_given", zh = "按时给药", en = "Given on time" } } },
    "resident", "resident_name", "bed_name", "drug_name", "drug_name_en", "dose_text",
    "dose_text_en", "due",
    "outcome", "at", "person_name", "reason", "reason_en", "tone"),
  sql = [[
    with span as (
      select coalesce(:from, now() - 28800000) as first, min(coalesce(:to, now()), now()) as last
    ),
    -- what the last handover called not recorded, or was corrected since, is told too
    doses as (
      select d.duty, o.id as for_order, o.resident, d.due, d.outcome, d.at, d.person_name,
             d.reason, d.facts ->> '$.late_entry' as entered_late,
             d.outcome in ('given', 'self_administered') as taken, p.id as prn,
             d.due < span.first or d.facts ->> '$.late_entry'
               or d.at - d.due > iif(o.class = 'critical', 1800000, 3600000) as late
      from span
      join own_duty_done d on d.due >= span.first - 259200000 and d.due < span.last
      join medication_order o on o.id = d.data ->> '$.order'
      left join medication_prn_dose p on p.schedule = d.schedule
      where d.kind = 'dose' and d.newest = 1
        and (d.due >= span.first or d.recorded >= span.first and d.recorded <= span.last)
    ),
    found as (
      select '1_open' as section, d.duty as key, d.data ->> '$.order' as for_order, d.due,
             null as outcome, null as at, null as person_name,
             case d.state when 'missed' then '漏服待查' when 'late' then '已过时' else '该给' end as reason,
             case d.state when 'missed' then 'Missed?' when 'late' then 'Late' else 'Due' end
               as reason_en,
             iif(d.state = 'missed', 'alarm', 'late') as tone, null as count
      from span join own_duty_open d on d.due < span.last
      where d.kind = 'dose' and d.state in ('due', 'late', 'missed')
      union all
      select '2_alarm', d.duty, d.data ->> '$.order', d.due, null, null, null, null, null,
             'alarm', null
      from own_duty_open d where d.kind = 'answer_alarm' and d.due <= now()
      union all
      select '7_held', d.duty, d.data ->> '$.order', d.due, null, null, null, d.held_because,
             ]] .. words.english("d.held_because") .. [[, 'blocked', null
      from span join own_duty_open d on d.due >= span.first and d.due < span.last
      where d.kind = 'dose' and d.state = 'held'
      union all
      select '6_effect', d.duty, d.data ->> '$.order', d.due, null, null, null,
             case d.state when 'missed' then '没有查看' when 'late' then '已过时' else '待查看' end,
             case d.state when 'missed' then 'Not seen' when 'late' then 'Late'
               else 'To be seen' end,
             'late', null
      from span join own_duty_open d on d.due < span.last + 3600000
      where d.kind = 'effect_check'
      union all
      select case when not d.taken then '3_not_given' when d.prn is not null then '5_prn'
                  else '4_late' end,
             d.duty, d.for_order, d.due, d.outcome, d.at, d.person_name,
             coalesce(d.reason, iif(d.entered_late, '补记', null)),
             coalesce(]] .. words.english("d.reason") .. [[,
               iif(d.entered_late, 'Entered late', null)),
             iif(d.outcome = 'missed', 'alarm', iif(d.prn is not null, 'free', 'late')), null
      from doses d
      where d.prn is not null or not d.taken or d.late
      union all
      select '8_order', 'order/' || o.id, o.id, o.starts, null, o.entered, o.person,
             iif(o.version = 1, '新医嘱', '更改：' || coalesce(o.reason, '')),
             iif(o.version = 1, 'New order', 'Changed: ' || coalesce(o.reason, '')), 'reserved',
             null
      from span join medication_order o on o.entered >= span.first and o.entered < span.last
      union all
      select '8_order', 'end/' || e.id, e.for_order,
             iif(e.kind = 'withdrawn', w.starts, e.at), null, e.entered, e.person,
             iif(e.kind = 'withdrawn', '撤回更改：', '停：') || e.reason,
             iif(e.kind = 'withdrawn', 'Change taken back: ', 'Stopped: ')
               || ]] .. words.english("e.reason") .. [[, 'plain', null
      from span join medication_ending e on e.entered >= span.first and e.entered < span.last
      join medication_order w on w.id = e.for_order
      where e.kind <> 'changed'
      union all
      select '8_order', 'recall/' || x.id, x.for_order, x.planned, null, x.entered, x.person,
             '撤回停药：' || x.reason,
             'Stop taken back: ' || ]] .. words.english("x.reason") .. [[, 'plain', null
      from span join medication_recall x on x.entered >= span.first and x.entered < span.last
      union all
      select '9_given', 'given/' || d.resident, min(d.for_order), null, 'given', max(d.at), null,
             count(*) || ' 次', count(*) || 'x', 'free', count(*)
      from doses d
      where d.taken and d.prn is null and not coalesce(d.late, 0)
      group by d.resident
    )
    select f.section || '/' || f.key as key, f.section, o.resident, r.name as resident_name,
           b.label as bed_name, iif(f.count is null, o.name, null) as drug_name,
           iif(f.count is null, o.name_en, null) as drug_name_en,
           iif(f.count is null, o.dose, null) as dose_text,
           iif(f.count is null, o.dose_en, null) as dose_text_en, f.due, f.outcome, f.at,
           f.person_name, f.reason, f.reason_en, f.tone
    from found f
    join medication_order o on o.id = f.for_order
    join residents_resident r on r.id = o.resident
    left join beds_stay s on s.resident = o.resident and s.state = 'active'
    left join beds_bed b on b.id = s.bed
    left join beds_room m on m.id = b.room
    left join beds_unit u on u.id = m.unit
    where (:unit is null or u.name = :unit)
      and not (f.section = '1_open' and o.frequency = 'sos' and f.reason = '该给')
    order by f.section, b.label is null, b.label, o.resident, f.due, f.key
    limit 5000
  ]],
}
