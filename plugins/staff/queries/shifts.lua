-- Shifts of a period, with who came.
local fields = require "lib.fields"

return { zh = "排班表", en = "Shifts", permission = "staff.read",
  input = fields.of("from", "to"),
  columns = fields.of("id", "member", "member_name", "post",
    fields.make("starts", "instant", "开始", "From"), fields.make("ends", "instant", "结束", "To"),
    "came", "went", "absent", "tone",
    fields.make("actions", "json", "可做的事", "What can be done")),
  sql = [[
    select s.id, s.member, m.name as member_name, m.post, s.starts, s.ends, s.came, s.went,
      s.absent,
      case when s.absent is not null then 'late' when s.came is not null then 'free'
        when s.ends < now() then 'plain' else 'reserved' end as tone,
      case when s.came is not null then '["attend"]' when s.starts > now() then '["miss"]'
        else '["attend","miss"]' end as actions
    from staff_shift s join staff_member m on m.id = s.member
    where local_date(s.starts) >= :from and local_date(s.starts) <= :to
    order by s.starts, m.name, s.id limit 5000 ]] }
