local fields = require "lib.fields"

return { zh = "员工名册", en = "Staff", permission = "staff.read",
  input = { fields.make("all", "boolean", "含离职", "Those who left too", { default = false }) },
  columns = fields.of("id", "name", "post", "skill", "full_time", "since", "left", "tone"),
  sql = [[
    select m.id, m.name, m.post, m.skill, m.full_time, m.since, m.left,
      iif(m.left < today(), 'away', 'plain') as tone
    from staff_member m where :all or m.left is null or m.left >= today()
    order by m.post, m.name, m.id ]] }
