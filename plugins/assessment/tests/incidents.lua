local form = require "tests.lib.form"

local now = "2026-11-24T09:00:00+08:00"
local register = { do_ = "residents.register", input = { name = "王秀英", sex = "female",
  born = "1940-05-01" } }

local function report(kind, more)
  local step = { do_ = "incidents.report", input = { kind = kind, severity = "minor", resident = 1,
    what = "起身时滑倒" } }
  for key, value in pairs(more or {}) do step.input[key] = value end
  return step
end

local function counts(rows, gives)
  return { ask = "assessment.event_counts", input = { resident = 1, from = "2026-11-01",
    to = "2026-11-30" }, rows = rows, gives = gives }
end

return {
  { name = "a fall counts once, whether from bed or not; a near miss does not", at = now,
    with = { "incidents" }, steps = {
      register, report("fall"), report("bed_fall"), report("choking"),
      report("fall", { severity = "near_miss" }), report("burn"),
      counts(2, { { kind = "choking", count = 1 }, { kind = "fall", count = 2 } }),
    } },

  { name = "what was entered by hand for that day is the same event", at = now,
    with = { "incidents" }, steps = {
      register,
      { do_ = "assessment.record_event", input = { resident = 1, kind = "fall" } },
      report("fall"), counts(1, { { kind = "fall", count = 1 } }),
      report("fall"), counts(1, { { kind = "fall", count = 2 } }),
    } },

  { name = "what an incident counted already is said before it counts twice", at = now,
    with = { "incidents" }, steps = {
      register, report("fall"),
      { do_ = "assessment.record_event", input = { resident = 1, kind = "fall" }, gives = {
        warnings = { { zh = "这位老人这一天已经有一条同类事件（不良事件 1）。若是同一件事，请撤销一条，"
          .. "否则算两次。" } } } },
    } },

  { name = "a correction and a withdrawal follow", at = now, with = { "incidents" }, steps = {
    register, report("fall"),
    { do_ = "incidents.correct", input = { incident = 1, kind = "wandering", because = "核对监控" } },
    counts(1, { { kind = "straying", count = 1 } }),
    { do_ = "incidents.correct", input = { incident = 1, place = "花园", because = "补地点" } },
    counts(1, { { kind = "straying", count = 1 } }),
    { ask = "assessment.events", rows = 2, gives = { { severity = "minor",
      recorded_by = "不良事件 1", recorded_by_en = "Incident 1" },
      { withdrawn = "不良事件已更正", withdrawn_en = "The incident was corrected" } } },
    { do_ = "incidents.correct", input = { incident = 1, severity = "serious",
      because = "拍片有骨折" } },
    { ask = "assessment.events", rows = 2, gives = { { severity = "serious" },
      { severity = "minor" } } },
    { do_ = "incidents.withdraw", input = { incident = 1, because = "报错了人" } },
    counts(0),
    { ask = "assessment.events", rows = 2, gives = { { tone = "blocked" }, { tone = "blocked" } } },
  } },

  { name = "an assessment tells the kind, day and severity of its events", at = now,
    with = { "incidents" }, steps = {
      register, report("fall"),
      { do_ = "assessment.record_event", input = { resident = 1, kind = "choking",
        date = "2026-11-20", note = "晚饭呛咳" } },
      form.complete(form.rows[3], { base_date = "2026-11-24",
        risk_events = { ["坠床"] = 2, straying = { "2026-11-21" } } }),
      { ask = "assessment.events_of", input = { id = 1 }, rows = 6, gives = {
        { which = "typed", kind = "straying", date = "2026-11-21" },
        { which = "typed", kind = "fall", count = 2 },
        { which = "counted", kind = "choking", count = 1 },
        { which = "counted", kind = "fall", count = 1 },
        { which = "record", kind = "fall", date = "2026-11-24", severity = "minor" },
        { which = "record", kind = "choking", date = "2026-11-20", note = "晚饭呛咳" } } },
    } },
}
