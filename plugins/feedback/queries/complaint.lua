local fields = require "lib.fields"

return { zh = "投诉", en = "Complaint", permission = "feedback.read",
  input = { fields.make("id", "ref", "投诉", "Complaint", { to = "complaint", required = true }) },
  columns = fields.of("id", "area", "from_whom", "resident",
    fields.make("resident_name", "text", "老人", "Resident"), "text", "state",
    fields.make("made", "instant", "提出时间", "Made"),
    fields.make("answer_by", "date", "答复期限", "Answer by"),
    fields.make("close_by", "date", "办结期限", "Close by"),
    fields.make("answered", "instant", "答复时间", "Answered"),
    fields.make("answer", "text", "答复", "Answer"),
    fields.make("closed", "instant", "办结时间", "Closed"),
    fields.make("measures", "text", "改了什么", "What was changed"),
    fields.make("content", "boolean", "提出人认可", "Is content")),
  sql = [[
    select c.id, c.area, c.from_whom, c.resident, r.name as resident_name, c.text, c.state, c.made,
      c.answer_by, c.close_by, c.answered, c.answer, c.closed, c.measures, c.content
    from feedback_complaint c left join residents_resident r on r.id = c.resident
    where c.id = :id ]] }
