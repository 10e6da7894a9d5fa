-- Who is on duty at an instant, by the plan.
local fields = require "lib.fields"

return { zh = "当班人员", en = "On duty", permission = "staff.read",
  input = { fields.make("when", "instant", "时间（不填就是现在）", "At (now when empty)") },
  columns = fields.of("id", "member", "member_name", "post", "skill",
    fields.make("starts", "instant", "开始", "From"), fields.make("ends", "instant", "结束", "To")),
  sql = [[
    select s.id, s.member, m.name as member_name, m.post, m.skill, s.starts, s.ends
    from staff_shift s join staff_member m on m.id = s.member
    where s.starts <= coalesce(:when, now()) and s.ends > coalesce(:when, now())
    order by m.post, m.name, s.id ]] }
