local fields = require "lib.fields"

return { zh = "登记员工", en = "Add a member of staff", permission = "staff.keep",
  input = fields.of("name", "post", fields.make("skill", "enum", "护理员技能等级", "Carer's skill level",
    { default = "none", values = fields.of("skill")[1].values }), "full_time", "since"),
  output = fields.of(fields.make("member", "id", "员工", "Member")),
  run = function(call, home)
    local input = call.input
    if input.skill ~= "none" and input.post ~= "carer" then
      refuse("skill", "post", "技能等级只属于护理员。", "Only carers have a skill level.")
      stop()
    end
    return { member = home.insert("member", { name = input.name, post = input.post,
      skill = input.skill, full_time = input.full_time, since = input.since }) }
  end }
