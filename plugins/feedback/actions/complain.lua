-- Takes a complaint down; its two deadlines are duties at once.
local due = require "lib.due"
local fields = require "lib.fields"

return { zh = "登记投诉", en = "Record a complaint", permission = "feedback.record",
  subject = "resident", input = fields.of("area", "from_whom", "resident", "text"),
  output = fields.of(fields.make("complaint", "id", "投诉", "Complaint"),
    fields.make("answer_by", "date", "答复期限", "Answer by"),
    fields.make("close_by", "date", "办结期限", "Close by")),
  run = function(call, home)
    local input, made = call.input, time.date(call.happened_at)
    local answer_by = due(call, home, made, call.settings.answer_days)
    local close_by = due(call, home, made, call.settings.close_days)
    local id = home.insert("complaint", { area = input.area, from_whom = input.from_whom,
      resident = input.resident, text = input.text, state = "open", made = call.happened_at,
      answer_by = answer_by, close_by = close_by })
    local subject = "complaint:" .. id
    home.schedule("answer_complaint", { subject = subject, at = answer_by .. "T17:00:00" })
    home.schedule("close_complaint", { subject = subject, at = close_by .. "T17:00:00" })
    home.publish("complained", subject, { complaint = id, area = input.area })
    return { complaint = id, answer_by = answer_by, close_by = close_by }
  end }
