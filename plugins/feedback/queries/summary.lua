-- Ratings and complaints of a period, in figures: days, both included.
local fields = require "lib.fields"

local function number(name, zh, en) return fields.make(name, "integer", zh, en) end

return { zh = "评价和投诉小结", en = "Feedback in figures", permission = "feedback.read",
  input = { fields.make("from", "date", "从", "From", { required = true }),
    fields.make("to", "date", "到（含）", "To (included)", { required = true }) },
  columns = { number("ratings", "评价数", "Ratings"),
    number("very_satisfied", "非常满意", "Very satisfied"),
    number("satisfied", "满意", "Satisfied"), number("fair", "基本满意", "Fairly satisfied"),
    number("dissatisfied", "不满意", "Dissatisfied"),
    number("very_dissatisfied", "非常不满意", "Very dissatisfied"),
    number("per_thousand", "满意率（千分之）", "Satisfied per thousand"),
    number("complaints", "投诉数", "Complaints"),
    number("answered_in_time", "按期答复", "Answered in time"),
    number("closed_in_time", "按期办结", "Closed in time"),
    number("open", "未办结", "Open"),
    number("overdue", "超期", "Overdue") },
  sql = [[
    select g.ratings, g.very_satisfied, g.satisfied, g.fair, g.dissatisfied, g.very_dissatisfied,
      g.per_thousand, c.complaints, c.answered_in_time, c.closed_in_time, c.open, c.overdue
    from (select count(r.id) as ratings, coalesce(sum(r.grade = '5'), 0) as very_satisfied,
        coalesce(sum(r.grade = '4'), 0) as satisfied, coalesce(sum(r.grade = '3'), 0) as fair,
        coalesce(sum(r.grade = '2'), 0) as dissatisfied,
        coalesce(sum(r.grade = '1'), 0) as very_dissatisfied,
        sum(r.grade >= '3') * 1000 / count(r.id) as per_thousand
      from feedback_rating r
      where local_date(r.given) >= :from and local_date(r.given) <= :to) g
    join (select count(k.id) as complaints,
        coalesce(sum(local_date(k.answered) <= k.answer_by), 0) as answered_in_time,
        coalesce(sum(local_date(k.closed) <= k.close_by), 0) as closed_in_time,
        coalesce(sum(k.state <> 'closed'), 0) as open,
        coalesce(sum(k.state = 'open' and k.answer_by < today()
          or k.state <> 'closed' and k.close_by < today()), 0) as overdue
      from feedback_complaint k
      where local_date(k.made) >= :from and local_date(k.made) <= :to) c ]] }
