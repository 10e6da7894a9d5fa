local fields = require "lib.fields"

return { zh = "登记评价", en = "Record a rating", permission = "feedback.record",
  subject = "resident",
  input = fields.of("grade", "area", "from_whom", "resident",
    fields.make("text", "text", "内容", "What was said", { max = 2000 })),
  output = fields.of("id"),
  run = function(call, home)
    local input = call.input
    return { id = home.insert("rating", { grade = input.grade, area = input.area,
      from_whom = input.from_whom, resident = input.resident, text = input.text,
      given = call.happened_at }) }
  end }
