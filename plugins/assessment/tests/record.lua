-- Drafts, completing, signatures, superseding, what is refused.
local form = require "tests.lib.form"

local begin = { do_ = "assessment.begin",
  input = { resident = 1, standard = "GB/T 42195-2022", base_date = "2026-11-20",
    provider = "王小明", relation = "child" }, save = "draft" }

local part = form.gbt("22122222")
local rest = form.gbt(form.rows[5])
for code in pairs(part.answers) do rest.answers[code] = nil end

local function save(input, ...)
  return { do_ = "assessment.save", input = input, refused = select("#", ...) > 0 and {
    ... } or nil }
end

local function complete(more)
  local input = { draft = "$draft.draft", assessors = form.two }
  for key, value in pairs(more or {}) do input[key] = value end
  return { do_ = "assessment.complete", input = input }
end

local one = { { name = "赵护士", background = "nursing" } }
local again = { one[1], { name = "赵 护士", background = "medical" } }
local lay = { { name = "孙社工", background = "social_work" }, { name = "李护理", background = "care" } }

return {
  { name = "a draft is left, resumed and completed", steps = {
    form.person("王秀英"), begin,
    save { draft = "$draft.draft", answers = part.answers },
    { ask = "assessment.draft", input = { id = "$draft.draft" }, gives = { { answered = 8,
      items = 26,
      b_1_1 = "2", state = "open", reasons = { { code = "missing" } } } } },
    { ask = "assessment.draft_sheet", input = { id = "$draft.draft" }, rows = 26,
      gives = { { code = "B.1.1", score = 2 } } },
    form.refused(complete(), "answers.B.2.1", "missing"),
    { tick = "2026-11-25T09:00:00+08:00" },
    save { draft = "$draft.draft", answers = rest.answers, diagnoses = { "F01" } },
    { ask = "assessment.draft", input = { id = "$draft.draft" }, gives = { { answered = 26,
      outlook = "3 能力重度受损（重度失能）", outlook_en = "3 Severely impaired" } } },
    { ask = "assessment.assessments", rows = 0 },
    { do_ = "assessment.complete", input = complete().input, save = "done",
      gives = { final = 3, preliminary = 2, total = 46, edition = "2022" } },
    { ask = "assessment.drafts", rows = 0 },
    { ask = "assessment.assessment", input = { id = "$done.assessment" }, gives = { {
      state = "completed", level = 3, provider = "王小明", relation = "child",
      reasons = { { code = "dementia" } } } } },
    { ask = "assessment.signatures", input = { id = "$done.assessment" }, rows = 2 },
    save({ draft = "$draft.draft", note = "改" }, "draft", "closed"),
    form.refused(complete(), "draft", "closed"),
  } },
  { name = "the form of the scale fills a draft in words", steps = {
    form.person("王秀英"), begin,
    { do_ = "assessment.fill_gbt42195", input = { draft = "$draft.draft", b_1_1 = "4", b_2_4 = "3",
      event_fall = "2", coma = false }, gives = { left = 24 } },
    { do_ = "assessment.fill_gbt42195", input = { draft = "$draft.draft", b_2_4 = "4" },
      refused = { "b_2_4" } },
    { do_ = "assessment.fill_barthel", input = { draft = "$draft.draft", bi1 = "10" },
      refused = { "draft", "scale" } },
    { ask = "assessment.draft", input = { id = "$draft.draft" }, gives = { { b_1_1 = "4",
      b_2_4 = "3", event_fall = "2" } } },
    save({ draft = "$draft.draft", answers = { ["B.1.1"] = 5 } }, "answers.B.1.1", "range"),
    save({ draft = "$draft.draft", answers = { ["D1"] = 5 } }, "answers.D1", "unknown"),
    { do_ = "assessment.begin", input = begin.input, refused = { "resident", "drafted" } },
    { do_ = "assessment.drop", input = { draft = "$draft.draft" } },
    { ask = "assessment.drafts", rows = 0 },
    begin,
  } },
  { name = "an answer of a draft is taken back", steps = {
    form.person("王秀英"), begin,
    { do_ = "assessment.fill_gbt42195", input = { draft = "$draft.draft", b_1_1 = "4", b_2_4 = "3",
      event_fall = "2", event_choking = "1", coma = false, diagnoses = { "F01" } } },
    { do_ = "assessment.fill_gbt42195", input = { draft = "$draft.draft", b_2_4 = "2",
      clear = { "b_1_1", "event_fall", "coma", "diagnoses" } }, gives = { left = 25 } },
    { ask = "assessment.draft_sheet", input = { id = "$draft.draft" }, rows = 26, gives = {
      { code = "B.1.1", tone = "late" } } },
    { ask = "assessment.draft", input = { id = "$draft.draft" }, gives = { {
      answered = 1, b_2_4 = "2", event_choking = "1" } } },
    { do_ = "assessment.fill_gbt42195", input = { draft = "$draft.draft", clear = { "draft" } },
      refused = { "clear[0]" } },
    save({ draft = "$draft.draft", clear = { "base_date" } }, "clear[0]"),
    save { draft = "$draft.draft", note = "在床边", answers = { ["B.1.2"] = 3 } },
    save { draft = "$draft.draft", clear = { "B.2.4", "B.1.2", "risk_events", "note",
      "provider" } },
    { ask = "assessment.draft", input = { id = "$draft.draft" }, gives = { { answered = 0 } } },
  } },
  { name = "two different assessors, one of them medical or nursing", steps = {
    form.person("王秀英"),
    form.refused(form.complete(form.rows[1], { assessors = one }), "assessors", "too_few"),
    form.refused({ do_ = "assessment.complete", input = form.gbt(form.rows[1], { resident = 1 }) },
      "assessors", "too_few"),
    form.refused(form.complete(form.rows[1], { assessors = again }), "assessors[1].name", "same"),
    form.refused(form.complete(form.rows[1], { assessors = lay }), "assessors", "background"),
    form.refused({ do_ = "assessment.complete", input = form.ltc(40, 16, 12, { resident = 1,
      assessors = form.two }) }, "assessors", "background"),
    { settings = { must_sign = true, provider_required = true }, plugin = "assessment" },
    form.refused(form.complete(form.rows[1]), "assessors", "unsigned", "provider"),
  } },
  { name = "a signature holds until the draft is changed", steps = {
    form.person("王秀英"), begin,
    save { draft = "$draft.draft", answers = form.gbt(form.rows[1]).answers },
    { do_ = "assessment.sign", input = { draft = "$draft.draft", background = "nursing" } },
    { do_ = "assessment.sign", input = { draft = "$draft.draft", background = "nursing" },
      refused = { "draft", "signed" } },
    save { draft = "$draft.draft", note = "补充" },
    { ask = "assessment.draft_signatures", input = { id = "$draft.draft" }, rows = 1,
      gives = { { holds = false } } },
    form.refused(complete { assessors = { { name = "钱社工", background = "social_work" } } },
      "assessors", "too_few"),
    { do_ = "assessment.sign", input = { draft = "$draft.draft", background = "nursing" } },
    { do_ = "assessment.finish", input = { draft = "$draft.draft",
      assessors = { { name = "钱社工", background = "social_work" } } }, save = "done" },
    { ask = "assessment.signatures", input = { id = "$done.assessment" }, rows = 2,
      gives = { { how = "system", background = "nursing" }, { how = "paper", name = "钱社工" } } },
  } },
  { name = "a completed one is superseded, both stay", steps = {
    form.person("王秀英"),
    { do_ = "assessment.complete", save = "first",
      input = form.complete(form.rows[3], { base_date = "2026-11-20" }).input },
    form.refused(form.complete(form.rows[4], { base_date = "2026-11-20" }), "base_date",
      "same_day"),
    form.refused(form.complete(form.rows[4], { base_date = "2026-11-20",
      supersedes = "$first.assessment" }), "why", "required"),
    form.complete(form.rows[4], { base_date = "2026-11-20", supersedes = "$first.assessment",
      why = "抑郁症状评错" }, { previous = 1, final = 2, assessment = 2 }),
    form.refused(form.complete(form.rows[5], { base_date = "2026-11-20",
      supersedes = "$first.assessment", why = "再来一次" }), "supersedes", "superseded"),
    { ask = "assessment.assessments", rows = 2, gives = { { id = 2, state = "completed" },
      { id = 1, state = "superseded" } } },
    { ask = "assessment.assessment", input = { id = 1 }, gives = { { state = "superseded",
      level = 1, superseded_by = 2, superseded_why = "抑郁症状评错" } } },
    { ask = "assessment.current", rows = 1, gives = { { id = 2, level = 2 } } },
    { ask = "assessment.levels", input = { resident = 1 }, rows = 2,
      gives = { { value = 2, state = "completed" }, { state = "superseded" } } },
    form.person("李玉梅"),
    form.refused(form.complete(form.rows[5], { resident = 2, supersedes = 2, why = "别人的评估" }),
      "supersedes", "other"),
  } },
  { name = "what a correction lacks is said when it is begun, not after 26 items", steps = {
    form.person("王秀英"),
    form.complete(form.rows[3], { base_date = "2026-11-20" }),
    form.refused(begin, "base_date", "same_day"),
    { ask = "assessment.assessment", input = { id = 1 }, gives = { { actions = { "correct" } } } },
    { do_ = "assessment.correct", input = { assessment = 1 }, refused = { "why", "required" } },
    { do_ = "assessment.correct", input = { assessment = 1, why = "抑郁症状评错" }, save = "draft" },
    { do_ = "assessment.correct", input = { assessment = 1, why = "再更正一次" },
      refused = { "drafted" } },
    save { draft = "$draft.draft", answers = form.gbt(form.rows[4]).answers },
    { do_ = "assessment.finish", input = { draft = "$draft.draft", assessors = form.two },
      gives = { previous = 1, final = 2 } },
    { do_ = "assessment.correct", input = { assessment = 1, why = "再更正一次" },
      refused = { "supersedes", "superseded" } },
    { ask = "assessment.assessment", input = { id = 1 }, gives = { { actions = {} } } },
  } },
  { name = "a correction begins with what was answered", steps = {
    form.person("王秀英"),
    { do_ = "assessment.record_event", input = { resident = 1, kind = "fall",
      date = "2026-11-10" }, save = "fall" },
    { do_ = "assessment.record_event", input = { resident = 1, kind = "fall",
      date = "2026-11-12" } },
    form.complete(form.rows[3], { base_date = "2026-11-20", diagnoses = { "I10" },
      provider = "王小明", relation = "child" }, { final = 2 }),
    { do_ = "assessment.withdraw_event", input = { event = "$fall.event", reason = "记错了人" } },
    { do_ = "assessment.correct", input = { assessment = 1, why = "撤销了一次事件" }, save = "draft" },
    { ask = "assessment.draft", input = { id = "$draft.draft" }, gives = { { answered = 26,
      diagnoses = { "I10" }, base_date = "2026-11-20", provider = "王小明",
      outlook = "1 能力轻度受损（轻度失能）" } } },
    { do_ = "assessment.drop", input = { draft = "$draft.draft" } },
    { do_ = "assessment.correct", input = { assessment = 1, why = "日期写错了",
      base_date = "2022-01-01" }, refused = { "base_date", "edition" } },
    { do_ = "assessment.correct", input = { assessment = 1, why = "日期写错了",
      base_date = "2026-11-19" }, save = "draft" },
    { ask = "assessment.draft", input = { id = "$draft.draft" }, gives = { { answered = 26,
      base_date = "2026-11-19" } } },
  } },
  { name = "a date corrected to before another one leaves that one standing", steps = {
    form.person("王秀英"),
    form.complete(form.rows[5], { base_date = "2026-06-20" }, { final = 2 }),
    form.complete(form.rows[7], { base_date = "2026-11-20" }, { final = 3 }),
    { do_ = "assessment.renew_plan", input = { resident = 1 } },
    form.refused({ do_ = "assessment.correct", input = { assessment = 2, why = "日期写错",
      base_date = "2026-06-20" } }, "base_date", "same_day"),
    form.complete(form.rows[7], { base_date = "2025-11-20", supersedes = 2, why = "年份写错" }),
    { ask = "assessment.current", rows = 1, gives = { { id = 1, level = 2 } } },
    { ask = "assessment.dues", rows = 1, gives = { { due = "2026-12-17T09:00:00+08:00" } } },
    { ask = "assessment.plans", rows = 1, gives = { { level = 3,
      review_due = "2026-11-26T09:00:00+08:00" } } },
  } },
  { name = "a draft shows what it will come to with the events on record", steps = {
    form.person("王秀英"),
    { do_ = "assessment.record_event", input = { resident = 1, kind = "fall",
      date = "2026-11-10" }, gives = { warnings = {} } },
    { do_ = "assessment.record_event", input = { resident = 1, kind = "fall",
      date = "2026-11-12" } }, begin,
    save { draft = "$draft.draft", answers = form.gbt(form.rows[3]).answers },
    { ask = "assessment.draft", input = { id = "$draft.draft" }, gives = { {
      outlook = "2 能力中度受损（中度失能）" } } },
    { do_ = "assessment.fill_gbt42195", input = { draft = "$draft.draft", event_fall = "0" } },
    { ask = "assessment.draft", input = { id = "$draft.draft" }, gives = { {
      outlook = "1 能力轻度受损（轻度失能）", reasons = { { code = "events_differ" } } } } },
  } },
  { name = "an older one that is entered late does not stand", steps = {
    form.person("王秀英"),
    form.complete(form.rows[5], { base_date = "2026-11-20" }),
    form.complete(form.rows[2], { base_date = "2026-06-20" }),
    { ask = "assessment.current", gives = { { id = 1, level = 2 } } },
    { ask = "residents.record", input = { id = 1 }, gives = { { care_level = 2 } } },
  } },
  { name = "dates that can't be are refused", steps = {
    form.person("王秀英"),
    form.refused(form.complete(form.rows[1], { base_date = "2026-11-24" }), "base_date", "future"),
    form.refused(form.complete(form.rows[1], { base_date = "2022-12-01" }), "base_date", "edition"),
    form.refused(form.complete(form.rows[1], { provider = "王小明", relation = "child",
      provider_signed = "2026-11-24T09:00:00+08:00" }), "provider_signed", "future"),
    form.refused(form.complete(form.rows[1], { edition = "2030" }), "edition", "unknown"),
    form.refused({ do_ = "assessment.begin", input = { resident = 1, standard = "GB/T 42195-2022",
      base_date = "2022-01-01" } }, "base_date", "edition"),
    form.refused({ do_ = "assessment.complete", input = { assessors = form.two } }, "resident",
      "standard"),
  } },
  { name = "events on record are counted; typed ones that differ are shown", steps = {
    form.person("王秀英"),
    { do_ = "assessment.record_event", input = { resident = 1, kind = "fall",
      date = "2026-10-23" } },
    { do_ = "assessment.record_event", input = { resident = 1, kind = "fall",
      date = "2026-10-24" } },
    { do_ = "assessment.record_event", input = { resident = 1, kind = "choking" },
      save = "second" },
    { do_ = "assessment.record_event", input = { resident = 1, kind = "fall", date = "2026-11-24" },
      refused = { "date", "future" } },
    form.complete(form.rows[3], nil, { preliminary = 1, final = 2,
      reasons = { { code = "risk_events" } }, warnings = {} }),
    { do_ = "assessment.withdraw_event", input = { event = "$second.event", reason = "记错了人" } },
    { do_ = "assessment.withdraw_event", input = { event = "$second.event", reason = "再撤" },
      refused = { "event", "withdrawn" } },
    form.complete(form.rows[3], { supersedes = 1, why = "撤销了一次事件" }, { final = 1 }),
    form.complete(form.rows[3], { supersedes = 2, why = "家属说跌倒两次",
      risk_events = { fall = 2 } }, { final = 2, warnings = { { code = "events_differ" } } }),
    { ask = "assessment.assessment", input = { id = 3 }, gives = { { counted = { fall = 1 },
      risk_events = { fall = 2 } } } },
  } },
  { name = "recomputed side by side, as set today", steps = {
    form.person("王秀英"),
    form.complete(form.rows[5], { diagnoses = { "F01" }, risk_events = { fall = 3 } }, {
      final = 3 }),
    { ask = "assessment.recompute", input = { assessment = 1 }, rows = 2, gives = {
      { which = "stored", level = 3, stacking = false }, { which = "again", level = 3 } } },
    { settings = { stacking = true }, plugin = "assessment" },
    { ask = "assessment.recompute", input = { assessment = 1 }, gives = {
      { which = "stored", level = 3, stacking = false },
      { which = "again", level = 4, stacking = true, edition = "2022", holds = true } } },
    { ask = "assessment.recompute", input = { assessment = 1, edition = "2099" },
      refused = { "edition" } },
  } },
  { name = "recomputed under another edition", run = function()
    -- an edition with other bounds, made here: only one is published
    local scales, rules = require "lib.scales", {}
    for _, name in ipairs { "score", "read", "sum", "changes", "events" } do
      rules[name] = require("rules." .. name)
    end
    local other = { codes = scales.ready[1].codes, count = 26, groups = 4, scale = {} }
    for key, value in pairs(scales.ready[1].scale) do other.scale[key] = value end
    other.scale.edition, other.scale.levels = "draft", {
      { level = 0, from = 85, to = 90, zh = "完好", en = "Able" },
      { level = 1, from = 0, to = 84, zh = "受损", en = "Impaired" } }
    local options = { stacking = false, inclusive = true, day = "2026-11-23" }
    local kinds = require "data.events"
    local was = rules.score(form.gbt(form.rows[2]), scales.ready[1], kinds, options, rules)
    local is = rules.score(form.gbt(form.rows[2]), other, kinds, options, rules)
    assert(was.level == 1 and was.edition == "2022", was.level)
    assert(is.level == 0 and is.edition == "draft", is.level)
  end },
}
