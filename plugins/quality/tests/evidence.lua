local begin = "2026-09-24T10:00:00+08:00"

local function rate(grade)
  return { do_ = "feedback.rate", input = { grade = grade, area = "care", from_whom = "resident" } }
end

local function item(code, points, fact)
  return { do_ = "quality.import_item", input = { part = "operation", code = code, name = code,
    points = points, fact = fact } }
end

-- Facts stand in the order of data/evidence; this case looks at some by filters.
local function evidence(from, to, gives)
  return { ask = "quality.evidence", input = { from = from, to = to }, rows = 32, gives = gives }
end

local settled = {
  { do_ = "feedback.complain", input = { area = "meals", from_whom = "family", text = "饭菜凉了" } },
  { do_ = "feedback.complain", input = { area = "fees", from_whom = "family", text = "收费不清" } },
  { ask = "core.duties", input = { kind = "feedback.answer_complaint", state = "open" }, rows = 2,
    save = "due" },
  { do_ = "feedback.answer", input = { duty = "$due.1.duty", outcome = "answered",
    answer = "今晚换保温车" } },
  { tick = "2026-10-20T10:00:00+08:00" },
  rate("5"), rate("4"), rate("1"),
}

local function after_settling(...)
  local steps = {}
  for _, step in ipairs(settled) do steps[#steps + 1] = step end
  for _, step in ipairs { ... } do steps[#steps + 1] = step end
  return steps
end

return {
  { name = "what others recorded is there by itself, and opens its records", at = begin,
    steps = after_settling(
      evidence("2026-09-01", "2026-10-20", { {}, {}, {}, {}, {}, {}, {}, {}, {}, {}, {},
        { fact = "complaints_answered", value = "1 / 2", share = "50", tone = "late",
          page = "core.of_period", ask = { kind = "feedback.answer_complaint", state = "missed",
            from = "2026-09-01", to = "2026-10-21" } },
        { fact = "complaints_closed", value = "0 / 2", tone = "late" },
        { fact = "meetings", tone = "plain" } }),
      { ask = "core.obligations", input = { from = "2026-09-01", to = "2026-10-21",
        kind = "feedback.answer_complaint", state = "missed" }, rows = 1 },
      evidence("2026-01-01", "2026-08-31", { {}, {}, {}, {}, {}, {}, {}, {}, {}, {}, {},
        { fact = "complaints_answered", tone = "plain" } }),
      { ask = "quality.evidence", input = { from = "2026-09-01", to = "2026-10-21" },
        refused = { "to" } }) },

  { name = "items take what the records suggest, and a self-assessment keeps what they showed",
    at = begin, steps = after_settling(
      item("3.1", 100, "complaints_answered"), item("3.2", 50),
      { do_ = "quality.check_items" },
      { do_ = "quality.begin", input = { from = "2026-01-01", to = "2026-10-19" } },
      { do_ = "quality.take_suggested", input = { draft = 1 }, gives = { scored = 1 } },
      { ask = "quality.draft_items", input = { draft = 1 }, gives = {
        { code = "3.1", suggested = 50, score = 50, state = "shown" }, { state = "open" } } },
      { do_ = "quality.score_item", input = { draft = 1, item = 1, score = 60 } },
      { do_ = "quality.score_item", input = { draft = 1, item = 2, score = 50,
        document = "制度汇编" } },
      { do_ = "quality.self_assess", input = { draft = 1, scores = { environment = 120,
        facilities = 130, service = 600 } }, gives = { total = 960, level = 3 } },
      { ask = "quality.item_scores", input = { id = 1 }, gives = {
        { score = 60, suggested = 50, met = 1, of = 2, shown = false }, { shown = true } } },
      -- 50 instead of 60: 100 of 150 points is still level 3
      { ask = "quality.from_records", input = { from = "2026-01-01", to = "2026-10-19" },
        gives = { total = 950, level = 3, moved = { { code = "3.1", was = 60, now = 50 } } } },
      -- what comes later changes nothing of what was kept
      rate("1"), { tick = "2026-11-20T10:00:00+08:00" },
      { ask = "quality.evidence_of", input = { id = 1 }, rows = 32, gives = { {}, {}, {}, {}, {},
        {}, {}, {}, {}, {}, {}, { fact = "complaints_answered", met = 1, of = 2 } } }) },

  { name = "of two kinds of duties the one that lacks something is opened", at = begin, steps = {
    { do_ = "incidents.report", input = { kind = "burn", severity = "near_miss", what = "险些" } },
    { tick = "2026-10-08T10:00:00+08:00" },
    { ask = "core.duties", input = { kind = "incidents.investigate" }, rows = 1, save = "look" },
    { do_ = "incidents.investigate", input = { duty = "$look.1.duty", outcome = "done",
      cause = "水烫", measures = "调低水温" } },
    { tick = "2026-10-30T10:00:00+08:00" },
    evidence("2026-09-01", "2026-10-29", { {}, {}, {}, {}, {}, {}, {}, {}, {}, {}, {}, {}, {}, {},
      {}, { fact = "incidents_settled", met = 1, of = 2, ask = { kind = "incidents.close" } } }),
    { tick = "2026-11-08T10:00:00+08:00" },
    evidence("2026-09-01", "2026-11-07", { {}, {}, {}, {}, {}, {}, {}, {}, {}, {}, {}, {}, {}, {},
      {}, { ask = { kind = "incidents.close", state = "missed" } } }),
  } },

  { name = "basic quality: what the records show, and what a person confirms", at = begin, steps = {
    { ask = "quality.basic_result", gives = { passed = false, of = 23 } },
    { do_ = "quality.confirm", input = { requirement = "majors", verdict = "met",
      document = "声明" }, refused = { "requirement" } },
    { do_ = "quality.confirm", input = { requirement = "no_sales", verdict = "met" },
      refused = { "document" } },
    { do_ = "quality.confirm", input = { requirement = "s_hospice", verdict = "not_needed" },
      refused = { "note" } },
    { do_ = "quality.confirm", input = { requirement = "no_sales", verdict = "met",
      document = "承诺书" } },
    { do_ = "staff.hire", input = { name = "李护理", post = "carer", since = "2026-01-05" } },
    { ask = "quality.basic", rows = 23, gives = { { key = "risk_before", state = "met" },
      { key = "risk_yearly", state = "met" }, { key = "trained", state = "not_met",
        reasons = { { zh = "没有岗前培训合格的记录：李护理" } } },
      { key = "training_passed", state = "not_met" }, { key = "patrols", state = "not_met" },
      { key = "plans", state = "not_met" }, { key = "agreements", state = "met" },
      { key = "majors", state = "met" }, { key = "privacy", state = "unknown" },
      { key = "no_sales", state = "met", value = "承诺书" } } },
    { tick = "2027-09-26T10:00:00+08:00" },
    { ask = "quality.basic", gives = { {}, {}, {}, {}, {}, {}, {}, {}, {}, { key = "no_sales",
      state = "unknown" } } },
    { ask = "quality.basic", as = { "caregiver" }, refused = {} },
  } },
}
