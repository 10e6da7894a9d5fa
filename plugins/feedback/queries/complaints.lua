local fields = require "lib.fields"

return { zh = "投诉", en = "Complaints", permission = "feedback.read",
  input = { fields.make("state", "enum", "状态", "State", { values = {
    { value = "open", zh = "待答复", en = "To be answered" },
    { value = "answered", zh = "办理中", en = "Being settled" },
    { value = "closed", zh = "已办结", en = "Closed" } } }) },
  columns = fields.of("id", "area", "from_whom", "resident",
    fields.make("resident_name", "text", "老人", "Resident"), "text", "state",
    fields.make("made", "instant", "提出时间", "Made"),
    fields.make("answer_by", "date", "答复期限", "Answer by"),
    fields.make("close_by", "date", "办结期限", "Close by"), "tone"),
  sql = [[
    select c.id, c.area, c.from_whom, c.resident, r.name as resident_name, c.text, c.state, c.made,
      c.answer_by, c.close_by,
      case when c.state = 'closed' then 'free'
        when c.state = 'open' and c.answer_by < today() or c.close_by < today() then 'alarm'
        else 'reserved' end as tone
    from feedback_complaint c left join residents_resident r on r.id = c.resident
    where :state is null or c.state = :state
    order by c.state = 'closed', c.made desc, c.id desc limit 1000 ]] }
