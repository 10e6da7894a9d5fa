-- Who works here without having passed a training before work.
local fields = require "lib.fields"

return { zh = "没有岗前培训的人", en = "Not trained before work", permission = "staff.read",
  columns = fields.of("id", "name", "post", "since"),
  sql = [[
    select m.id, m.name, m.post, m.since from staff_member m
    where (m.left is null or m.left >= today()) and m.since <= today()
      and not exists (select 1 from staff_training t where t.member = m.id and t.before_work
        and (t.score is null or t.score >= t.pass_mark))
    order by m.name, m.id ]] }
