local fields = require "lib.fields"

return { zh = "培训", en = "Training", permission = "staff.read",
  columns = fields.of("id", "member", "member_name", "topic", "held", "hours", "before_work",
    "score", "pass_mark", "tone"),
  sql = [[
    select t.id, t.member, m.name as member_name, t.topic, t.held, t.hours, t.before_work, t.score,
      t.pass_mark, iif(t.score < t.pass_mark, 'late', 'free') as tone
    from staff_training t join staff_member m on m.id = t.member
    order by t.held desc, t.id desc limit 2000 ]] }
