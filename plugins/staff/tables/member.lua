local fields = require "lib.fields"

return { zh = "员工", en = "Member of staff", history = true,
  columns = fields.of("name", "post", "skill", "full_time", "since", "left") }
