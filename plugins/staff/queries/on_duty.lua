-- Who is on duty at an instant: by the plan, or by who came where that is on file.
local fields = require "lib.fields"

return { zh = "当班人员", en = "On duty", permission = "staff.read",
  input = { fields.make("when", "instant", "时间（不填就是现在）", "At (now when empty)") },
  columns = fields.of("id", "member", "member_name", "post", "skill",
    fields.make("starts", "instant", "开始", "From"), fields.make("ends", "instant", "结束", "To"),
    "came", "went", "tone", fields.make("actions", "json", "可做的事", "What can be done")),
  sql = [[
    select s.id, s.member, m.name as member_name, m.post, m.skill, s.starts, s.ends, s.came, s.went,
      iif(s.came is null, 'reserved', 'free') as tone,
      iif(s.came is null, '["attend","miss"]', '["attend"]') as actions
    from staff_shift s join staff_member m on m.id = s.member
    where s.absent is null and coalesce(s.came, s.starts) <= coalesce(:when, now())
      and coalesce(s.went, s.ends) > coalesce(:when, now())
    order by m.post, m.name, s.id ]] }
