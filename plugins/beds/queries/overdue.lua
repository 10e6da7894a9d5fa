-- Stays and absences that should have ended, reservations nobody came for.
local columns = require "lib.columns"
local enums = require "data.enums"

return {
  zh = "逾期", en = "Overdue", permission = "beds.read",
  input = {},
  columns = columns.of(
    { name = "key", type = "text", zh = "编号", en = "Key" },
    { name = "kind", type = "enum", values = enums.alarm, zh = "类别", en = "Kind" },
    "resident", "resident_name",
    { name = "since", type = "instant", zh = "自", en = "Since" },
    { name = "reasons", type = "json", zh = "提醒", en = "What and why" },
    "tone"),
  sql = [[
    with late as (
      select 'overstay' as kind, resident, ends as since,
             '计划离开的时间已过，还没有办理退住。' as zh,
             'The planned end has passed without a discharge.' as en
      from beds_stay where state = 'active' and ends <= now()
      union all
      select iif(o.id is null, 'not_arrived', 'bed_taken'), s.resident, s.starts,
             iif(o.id is null, '预定的入住时间已过，还没有入住。',
                 '预定的床位 ' || b.label || ' 还住着' || w.name || '。请先让' || w.name
                   || '退住或换床，或者给这位老人改订别的床位。'),
             iif(o.id is null, 'The reserved time has passed and nobody came.',
                 'The reserved bed ' || b.label || ' is still occupied by ' || w.name
                   || '. Discharge or transfer them, or reserve another bed.')
      from beds_stay s
      join beds_bed b on b.id = s.bed
      left join beds_stay o on o.bed = s.bed and o.state = 'active'
      left join residents_resident w on w.id = o.resident
      where s.state = 'planned' and s.starts <= now()
      union all
      select 'not_back', resident, expected,
             '预计返回的时间已过，还没有登记返回。',
             'Expected back by now and not recorded as back.'
      from beds_absence where ends is null and expected <= now()
      union all
      select 'trial_over', resident, starts,
             '试住期已满，请确认转正或退住。',
             'The trial is over: confirm the stay or end it.'
      from beds_stay where state = 'active' and trial = 'running' and trial_until < today()
    )
    select l.kind || '/' || l.resident as key, l.kind, l.resident, r.name as resident_name,
           l.since, json_array(json_object('zh', l.zh, 'en', l.en)) as reasons, 'late' as tone
    from late l join residents_resident r on r.id = l.resident
    order by l.since, l.resident
  ]],
}
