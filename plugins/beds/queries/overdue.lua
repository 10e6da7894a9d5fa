-- Stays and absences that should have ended, reservations nobody came for.
local columns = require "lib.columns"

return {
  zh = "逾期", en = "Overdue", permission = "beds.read",
  input = {},
  columns = columns.of(
    { name = "kind", type = "text", zh = "类别", en = "Kind" },
    "resident", "name",
    { name = "since", type = "instant", zh = "自", en = "Since" },
    { name = "zh", type = "text", zh = "提醒", en = "Chinese text" },
    { name = "en", type = "text", zh = "英文", en = "English text" },
    "tone"),
  sql = [[
    select 'overstay' as kind, s.resident, r.name, s.ends as since,
           '计划离开的时间已过，还没有办理退住。' as zh,
           'The planned end has passed without a discharge.' as en, 'late' as tone
    from beds_stay s join residents_resident r on r.id = s.resident
    where s.state = 'active' and s.ends <= now()
    union all
    select 'not_arrived', s.resident, r.name, s.starts,
           '预定的入住时间已过，还没有入住。', 'The reserved time has passed and nobody came.', 'late'
    from beds_stay s join residents_resident r on r.id = s.resident
    where s.state = 'planned' and s.starts <= now()
    union all
    select 'not_back', a.resident, r.name, a.expected,
           '预计返回的时间已过，还没有登记返回。', 'Expected back by now and not recorded as back.', 'late'
    from beds_absence a join residents_resident r on r.id = a.resident
    where a.ends is null and a.expected <= now()
    union all
    select 'trial_over', s.resident, r.name, s.starts,
           '试住期已满，请确认转正或退住。', 'The trial is over: confirm the stay or end it.', 'late'
    from beds_stay s join residents_resident r on r.id = s.resident
    where s.state = 'active' and s.trial = 'running' and s.trial_until < today()
    order by 4, 2
  ]],
}
