local fields = require "lib.fields"

return { zh = "评价", en = "Ratings", permission = "feedback.read",
  columns = fields.of("id", fields.make("given", "instant", "评价时间", "Given"), "grade", "area",
    "from_whom", "resident", fields.make("resident_name", "text", "老人", "Resident"),
    fields.make("text", "text", "内容", "What was said"), "tone"),
  sql = [[
    select g.id, g.given, g.grade, g.area, g.from_whom, g.resident, r.name as resident_name, g.text,
      case when g.grade <= '2' then 'late' else 'free' end as tone
    from feedback_rating g left join residents_resident r on r.id = g.resident
    order by g.given desc, g.id desc limit 1000 ]] }
