local thursday = "2026-09-24T10:00:00+08:00"

local function complain(more)
  local step = { do_ = "feedback.complain", save = "made", input = { area = "meals",
    from_whom = "family", text = "饭菜凉了" } }
  for key, value in pairs(more or {}) do step[key] = value end
  return step
end

local function rate(grade)
  return { do_ = "feedback.rate", input = { grade = grade, area = "care", from_whom = "resident" } }
end

return {
  { name = "deadlines count working days, Monday to Friday where nothing is known", at = thursday,
    steps = {
      complain { gives = { answer_by = "2026-09-25", close_by = "2026-10-15" } },
      { tick = "2026-09-25T10:00:00+08:00" },
      complain { gives = { answer_by = "2026-09-28", close_by = "2026-10-16" } },
    } },

  { name = "holidays and make-up days that were brought in count as they are", at = thursday,
    steps = {
      { do_ = "feedback.import_day", input = { day = "2026-09-25", kind = "holiday" } },
      { do_ = "feedback.import_day", input = { day = "2026-09-27", kind = "workday" } },
      { do_ = "feedback.import_day", input = { day = "2026-09-27", kind = "workday" } },
      { do_ = "feedback.import_day", input = { day = "2026-09-27", kind = "holiday" },
        refused = { "kind" } },
      { ask = "feedback.days", rows = 2 },
      complain { gives = { answer_by = "2026-09-27" } },
    } },

  { name = "answered, closed, each once and in its order", at = thursday, steps = {
    complain(),
    { ask = "core.duties", input = { state = "open", kind = "feedback.answer_complaint" }, rows = 1,
      save = "first" },
    { tick = "2026-09-24T15:00:00+08:00" },
    { do_ = "feedback.answer", input = { duty = "$first.1.duty", outcome = "answered" },
      refused = { "answer" } },
    { do_ = "feedback.answer", as = { "nurse" }, refused = {}, input = { duty = "$first.1.duty",
      outcome = "answered", answer = "今晚换保温车" } },
    { do_ = "feedback.answer", input = { duty = "$first.1.duty", outcome = "answered",
      answer = "今晚换保温车", at = "2026-09-24T11:00:00+08:00" } },
    { ask = "feedback.complaint", input = { id = 1 }, gives = { {
      answered = "2026-09-24T11:00:00+08:00" } } },
    { do_ = "feedback.answer", input = { duty = "$first.1.duty", outcome = "answered",
      answer = "又一次" }, refused = {} },
    { tick = "2026-10-14T09:00:00+08:00" },
    { ask = "core.duties", input = { state = "open" }, rows = 1, save = "last",
      gives = { { kind = "feedback.close_complaint" } } },
    { do_ = "feedback.close", input = { duty = "$last.1.duty", outcome = "not_content",
      measures = "加了保温车" }, refused = { "reason" } },
    { do_ = "feedback.close", input = { duty = "$last.1.duty", outcome = "content",
      measures = "加了保温车" } },
    { ask = "core.duties", input = { state = "open" }, rows = 0 },
    { ask = "feedback.complaints", rows = 1, gives = { { state = "closed", tone = "free" } } },
    { ask = "feedback.summary", input = { from = "2026-09-01", to = "2026-10-31" }, gives = {
      { complaints = 1, answered_in_time = 1, closed_in_time = 1, open = 0, overdue = 0 } } },
  } },

  { name = "what is late is late, and never answered by itself", at = thursday, steps = {
    complain(),
    { tick = "2026-10-20T09:00:00+08:00" },
    { ask = "core.duties", input = { state = "open" }, rows = 2, gives = { { state = "missed" },
      { state = "late" } } },
    { ask = "feedback.complaints", rows = 1, gives = { { state = "open", tone = "alarm" } } },
    { ask = "feedback.summary", input = { from = "2026-09-01", to = "2026-10-31" }, gives = {
      { complaints = 1, answered_in_time = 0, closed_in_time = 0, open = 1, overdue = 1 } } },
  } },

  { name = "ratings in five grades, anonymous too", at = thursday, steps = {
    rate("5"), rate("4"), rate("3"), rate("1"),
    { do_ = "feedback.rate", input = { grade = "6", area = "care", from_whom = "unknown" },
      refused = { "grade" } },
    { do_ = "feedback.rate", input = { grade = "2", area = "care", from_whom = "unknown",
      resident = 99 }, refused = { "resident" } },
    { ask = "feedback.summary", input = { from = "2026-09-24", to = "2026-09-24" }, gives = {
      { ratings = 4, very_satisfied = 1, satisfied = 1, fair = 1, dissatisfied = 0,
        very_dissatisfied = 1, per_thousand = 750 } } },
    { ask = "feedback.summary", input = { from = "2026-09-25", to = "2026-09-30" }, gives = {
      { ratings = 0 } } },
    { ask = "feedback.ratings", as = { "caregiver" }, refused = {} },
  } },

  { name = "a meeting with families is planned, held and written down", at = thursday, steps = {
    { do_ = "feedback.plan_meeting", input = { topic = "冬季菜单",
      planned = "2026-09-23T14:00:00+08:00" }, refused = { "planned" } },
    { do_ = "feedback.plan_meeting", input = { topic = "冬季菜单",
      planned = "2026-09-26T14:00:00+08:00" } },
    { tick = "2026-09-26T16:00:00+08:00" },
    { ask = "core.duties", input = { state = "open" }, rows = 1, save = "due",
      gives = { { kind = "feedback.hold_meeting" } } },
    { do_ = "feedback.record_meeting", input = { duty = "$due.1.duty", outcome = "held" },
      refused = { "families", "decisions" } },
    { do_ = "feedback.record_meeting", input = { duty = "$due.1.duty", outcome = "held",
      families = 12, residents = 5, points = "汤太咸", decisions = "减盐",
      at = "2026-09-26T14:30:00+08:00" } },
    { ask = "feedback.meetings", rows = 1, gives = { { families = 12, decisions = "减盐",
      held = "2026-09-26T14:30:00+08:00", tone = "free" } } },
    { ask = "core.duties", input = { state = "open" }, rows = 0 },
  } },
}
