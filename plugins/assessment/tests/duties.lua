-- What is due, and when: reassessment, care tasks, reviews, insurance.
local form = require "tests.lib.form"

local function dues(rows, gives) return { ask = "assessment.dues", rows = rows, gives = gives } end

local function tick(day) return { tick = day .. "T09:30:00+08:00" } end

local function safety(more)
  local answers = {}
  for _, group in ipairs((require "data.safety").groups) do
    for _, item in ipairs(group.items) do answers[item.code] = 0 end
  end
  for code, value in pairs(more or {}) do answers[code] = value end
  return answers
end

local function risks(more, extra)
  local input = { resident = 1, standard = "GB 38600-2019", answers = safety(more),
    assessors = { form.two[1] } }
  for key, value in pairs(extra or {}) do input[key] = value end
  return { do_ = "assessment.complete", input = input }
end

-- MZ/T 039-2013: all lost, in a coma.
local function unconscious()
  local answers = { P1 = 3 }
  for _, group in ipairs((require "data.mzt039").groups) do
    for _, item in ipairs(group.items) do answers[item.code] = answers[item.code] or 0 end
  end
  return answers
end

local function change(cause)
  return { do_ = "assessment.report_change", input = { resident = 1, cause = cause,
    note = "突然不能走路" } }
end

-- Tasks are for who is cared for. With a home bed no assessment is asked for before.
local at_home = { do_ = "beds.open_home_bed", input = { resident = 1, address = "桂林街道 1 号" } }

return {
  { name = "the next assessment is due 180 days after the base date", steps = {
    form.person("王秀英"), dues(0),
    form.complete(form.rows[3], { base_date = "2026-11-20" }),
    dues(1, { { cause = "routine", due = "2027-05-19T09:00:00+08:00", state = "upcoming" } }),
    tick "2027-05-18", dues(1, { { state = "upcoming" } }),
    tick "2027-05-19", dues(1, { { state = "due", tone = "late" } }),
    { ask = "core.duties", input = { kind = "assessment.reassess" }, rows = 1,
      gives = { { state = "due" } }, save = "duty" },
    tick "2027-05-27", dues(1, { { state = "late", tone = "alarm" } }),
    { do_ = "core.record_duty", input = { duty = "$duty.1.duty", outcome = "postponed" },
      refused = { "reason" } },
    { do_ = "core.record_duty", input = { duty = "$duty.1.duty", outcome = "postponed",
      reason = "老人住院" } },
    dues(1, { { cause = "again", state = "upcoming" } }),
    tick "2027-06-04", dues(1, { { state = "due" } }),
    form.complete(form.rows[4], nil, { previous = 1, final = 2 }),
    dues(1, { { cause = "routine", state = "upcoming" } }),
    { ask = "core.duties", input = { kind = "assessment.reassess", state = "due" }, rows = 0 },
  } },
  { name = "the interval is the home's", steps = {
    form.person("王秀英"), { settings = { reassess_days = 90 }, plugin = "assessment" },
    form.complete(form.rows[3], { base_date = "2026-11-20" }),
    dues(1, { { due = "2027-02-18T09:00:00+08:00" } }),
  } },
  { name = "a change of state asks at once, and the assessment settles it", steps = {
    form.person("王秀英"),
    form.complete(form.rows[3], { base_date = "2026-11-20" }), change "change",
    dues(1, { { cause = "change", state = "due", note = "突然不能走路" } }),
    { ask = "core.duties", input = { kind = "assessment.reassess", state = "due" }, rows = 1 },
    form.complete(form.rows[5], { reason = "immediate" }),
    dues(1, { { cause = "routine" } }),
    { ask = "core.duties", input = { kind = "assessment.reassess", state = "due" }, rows = 0 },
  } },
  { name = "an assessment of a day before the change does not settle it", steps = {
    form.person("王秀英"),
    form.complete(form.rows[3], { base_date = "2026-05-01" }),
    tick "2026-12-01", change "change",
    dues(1, { { cause = "change", state = "late", note = "突然不能走路" } }),
    form.complete(form.rows[4], { base_date = "2026-11-30" },
      { warnings = { { code = "before_change" } } }),
    dues(1, { { cause = "change", note = "突然不能走路" } }),
    { ask = "core.duties", input = { kind = "assessment.reassess" }, rows = 1, save = "duty" },
    { do_ = "core.record_duty", input = { duty = "$duty.1.duty", outcome = "postponed",
      reason = "老人住院" } },
    form.complete(form.rows[4], { base_date = "2026-11-29" },
      { warnings = { } }),
    dues(1, { { cause = "again" } }),
    form.complete(form.rows[5], { base_date = "2026-12-01" }, { warnings = {} }),
    dues(1, { { cause = "routine" } }),
  } },
  { name = "after a coma it is due sooner; awake, at once", steps = {
    form.person("王秀英"),
    form.complete(form.rows[19], { coma = true, base_date = "2026-11-23" }, { final = 4 }),
    dues(1, { { cause = "coma", due = "2026-12-23T09:00:00+08:00" } }),
    change "coma", dues(1, { { cause = "coma", state = "due" } }),
  } },
  { name = "a coma that only the answers tell of is due sooner as well", steps = {
    form.person("王秀英"),
    { do_ = "assessment.complete", input = { resident = 1, standard = "MZ/T 039-2013",
      answers = unconscious(), assessors = form.two }, gives = { final = 3 } },
    dues(1, { { cause = "coma" } }),
  } },
  { name = "ticked without an assessment, it is asked for again", steps = {
    form.person("王秀英"), change "change",
    { ask = "core.duties", input = { kind = "assessment.reassess" }, save = "duty" },
    { do_ = "core.record_duty", input = { duty = "$duty.1.duty", outcome = "assessed" } },
    dues(1, { { cause = "again" } }), tick "2026-11-24", dues(1, { { state = "due" } }),
  } },
  { name = "risks make prevention tasks; lower ones end them", steps = {
    form.person("王秀英"), at_home, risks { ["K6.1"] = 2, ["K6.2"] = 1 },
    { ask = "assessment.tasks", input = { resident = 1 }, rows = 3, save = "tasks",
      gives = { { origin = "risk", risk = "fall", text = "如厕和洗澡有人陪同",
        text_en = "Company to toilet and bath" } } },
    { ask = "assessment.risks", input = { id = 1 }, rows = 9, gives = { { risk = "噎食",
      level = 0 } } },
    dues(1, { { standard = "GB 38600-2019", due = "2027-11-23T09:00:00+08:00" } }),
    { do_ = "assessment.add_task", input = { resident = 1, text = "每天量体温", at = "07:00" } },
    { tick = "2026-11-24T10:30:00+08:00" },
    { ask = "core.duties", input = { kind = "assessment.care_task", state = "late" }, rows = 3,
      save = "due" },
    { ask = "core.duties", input = { kind = "assessment.care_task", state = "missed" }, rows = 0 },
    { do_ = "core.record_duty", input = { duty = "$due.1.duty", outcome = "done" } },
    { ask = "residents.record", input = { id = 1 }, gives = { { fall_risk = true } } },
    { tick = "2026-11-24T11:00:00+08:00" },
    risks({ ["K6.1"] = 1 }, { base_date = "2026-11-24" }),
    { ask = "assessment.tasks", input = {}, rows = 3, save = "left" },
    risks({}, { supersedes = 2, why = "评错了步态" }),
    { ask = "assessment.tasks", input = {}, rows = 1, gives = { { origin = "own" } } },
    { ask = "residents.record", input = { id = 1 }, gives = { { fall_risk = false } } },
  } },
  { name = "a high risk makes a goal, which ends when the risk falls", steps = {
    form.person("王秀英"), risks { ["K6.1"] = 2, ["K6.2"] = 1, ["K8.1"] = 2 },
    { ask = "assessment.goals", input = { resident = 1 }, rows = 1, gives = { {
      origin = "risk", state = "open", text = "不跌倒；一旦跌倒不受重伤",
      text_en = "No falls, and no serious harm from one" } } },
    { do_ = "assessment.add_goal", input = { resident = 1, text = "能自己下楼" } },
    { tick = "2026-11-24T10:00:00+08:00" },
    risks({ ["K6.1"] = 2, ["K6.2"] = 1, ["K8.1"] = 2, ["K8.2"] = 1 },
      { base_date = "2026-11-24" }),
    { ask = "assessment.goals", input = { resident = 1 }, rows = 3, gives = {
      { id = 1, state = "open" }, { id = 2, origin = "own" }, { id = 3, origin = "risk",
        text = "不走失，随时有人知道在哪里" } } },
    form.complete(form.rows[3]), -- the plan by level leaves them as they are
    { do_ = "assessment.renew_plan", input = { resident = 1 } },
    { ask = "assessment.plans", rows = 1, gives = { { goals = 4 } } },
    { tick = "2026-11-25T10:00:00+08:00" }, risks({ ["K6.1"] = 1 }, { base_date = "2026-11-25" }),
    { ask = "assessment.goals", input = { resident = 1 }, rows = 4, gives = {
      { id = 2, state = "open" }, { id = 4, origin = "level" },
      { id = 1, state = "dropped", note = "风险已降低", note_en = "The risk is lower" },
      { id = 3, state = "dropped" } } },
  } },
  { name = "each of the nine risks has its goal, with where it comes from", run = function()
    for _, edition in ipairs(require "data.care") do
      for _, group in ipairs((require "data.safety").groups) do
        local goal = edition.risk_goals[group.name]
        assert(goal and goal.zh and goal.en and goal.source, group.name)
      end
    end
  end },
  { name = "the result of a risk assessment is told to relatives, and who was told is kept",
    steps = {
    form.person("王秀英"), risks {},
    { ask = "core.duties", input = { kind = "assessment.tell_result" }, rows = 1, save = "duty",
      gives = { { due = "2026-11-23T09:00:00+08:00", state = "due" } } },
    { ask = "assessment.notices", rows = 1, gives = { { state = "open", tone = "reserved",
      due = "2026-11-30T09:00:00+08:00", actions = { "tell_result" } } } },
    { do_ = "assessment.tell_result", input = { duty = "$duty.1.duty" },
      refused = { "name", "relation", "way", "signature" } },
    { do_ = "assessment.tell_result", input = { duty = "$duty.1.duty", outcome = "nobody" },
      refused = { "reason" } },
    { do_ = "core.record_duty", input = { duty = "$duty.1.duty", outcome = "done" },
      refused = { "name" } },
    { do_ = "assessment.tell_result", input = { duty = "$duty.1.duty", outcome = "postponed",
      reason = "电话没人接" } },
    { ask = "core.duties", input = { kind = "assessment.tell_result", state = "upcoming" },
      rows = 1, save = "again", gives = { { due = "2026-11-24T09:00:00+08:00" } } },
    { do_ = "assessment.tell_result", input = { duty = "$again.1.duty", name = "王小明",
      relation = "child", way = "in_person", signature = "paper",
      at = "2026-11-23T08:30:00+08:00" }, save = "told" },
    { ask = "assessment.notices", input = { assessment = 1 }, rows = 1, gives = { {
      state = "told", name = "王小明", relation = "child", way = "in_person",
      signature = "paper", told = "2026-11-23T08:30:00+08:00", person = "tester",
      actions = {} } } },
    { ask = "assessment.notices", input = { open = true }, rows = 0 },
    { do_ = "assessment.tell_result", input = { duty = "$again.1.duty", name = "王小红",
      relation = "child", way = "telephone", signature = "pending",
      supersedes = "$told.outcome", reason = "写错了人" } },
    { ask = "assessment.notices", input = { resident = 1 }, rows = 1, gives = { {
      name = "王小红", signature = "pending" } } },
  } },
  { name = "a newer risk assessment is told instead, and is late after the setting", steps = {
    form.person("王秀英"), risks {}, { tick = "2026-11-24T09:00:00+08:00" },
    { settings = { tell_days = 3 } }, risks({}, { base_date = "2026-11-24" }),
    { ask = "assessment.notices", rows = 2, gives = { { state = "open", assessment = 2,
      due = "2026-11-27T09:00:00+08:00" }, { state = "ended", assessment = 1 } } },
    { ask = "core.duties", input = { kind = "assessment.tell_result", state = "due" }, rows = 1 },
    { tick = "2026-11-27T09:10:00+08:00" },
    { ask = "core.duties", input = { kind = "assessment.tell_result", state = "late" }, rows = 1 },
    { ask = "assessment.notices", input = { open = true }, rows = 1, gives = {
      { tone = "late" } } },
  } },
  { name = "the first assessment makes a plan; another level asks for a review", steps = {
    form.person("王秀英"), form.complete(form.rows[3], { base_date = "2026-11-01" }),
    { ask = "assessment.plan", input = { resident = 1 }, gives = { { level = 1,
      edition = "2022" } } },
    { ask = "assessment.tasks", input = { resident = 1 }, rows = 4 },
    { ask = "assessment.goals", input = { resident = 1 }, rows = 1 },
    { do_ = "assessment.add_goal", input = { resident = 1, text = "能自己下楼" }, save = "goal" },
    { do_ = "assessment.add_task", input = { resident = 1, text = "陪练爬楼", rule = "FREQ=WEEKLY",
      at = "10:00" } },
    form.complete(form.rows[4], { base_date = "2026-11-02" }),
    { ask = "assessment.plan", input = { resident = 1 }, gives = { { level = 1,
      alert = "能力等级已变，请复核计划", alert_en = "The level has changed: review the plan" } } },
    { ask = "core.duties", input = { kind = "assessment.review_plan" }, rows = 0 },
    tick "2026-11-26",
    { ask = "core.duties", input = { kind = "assessment.review_plan", state = "due" }, rows = 1 },
    { do_ = "assessment.renew_plan", input = { resident = 1 } },
    { ask = "core.duties", input = { kind = "assessment.review_plan", state = "due" }, rows = 0 },
    { ask = "assessment.plan", input = { resident = 1 }, gives = { { level = 2 } } },
    { ask = "assessment.goals", input = { resident = 1 }, gives = {
      { state = "open", text = "能自己下楼", text_en = "能自己下楼" }, { state = "open",
        text_en = "Daily life with help, no further loss" },
      { state = "dropped", note = "等级已变", note_en = "The level has changed" } } },
    { do_ = "assessment.end_goal", input = { goal = "$goal.goal", state = "reached" } },
    { do_ = "assessment.end_task", input = { task = 5, reason = "练好了" } },
    { do_ = "assessment.end_task", input = { task = 5, reason = "再停" }, refused = { "task" } },
    { do_ = "assessment.add_task", input = { resident = 1, text = "量体温", at = "25:00" },
      refused = { "at" } },
  } },
  { name = "the insurance's conclusion: two years at most, six months to the next", steps = {
    form.person("王秀英"),
    { do_ = "assessment.record_ltc", input = { resident = 1, level = 4, from = "2026-11-01",
      to = "2028-11-02", document = "潼医保〔2026〕9号", confirmed_by = { "甲", "乙" } },
      refused = { "to", "too_long" } },
    { do_ = "assessment.record_ltc", input = { resident = 1, level = 4, from = "2026-11-01",
      document = "潼医保〔2026〕9号", confirmed_by = { "甲", "甲 " } }, refused = { "same" } },
    { do_ = "assessment.record_ltc", input = { resident = 1, level = 4, from = "2026-11-01",
      document = "潼医保〔2026〕9号", confirmed_by = { "甲" } }, refused = { "confirmed_by" } },
    { do_ = "assessment.record_ltc", input = { resident = 1, level = 4, from = "2026-11-01",
      document = "潼医保〔2026〕9号", confirmed_by = { "甲", "乙" } }, save = "ltc",
      gives = { eligible = true, again_from = "2027-05-01" } },
    { do_ = "assessment.record_ltc", input = { resident = 1, level = 4, from = "2027-11-01",
      document = "潼医保〔2027〕1号", confirmed_by = { "甲", "乙" } }, refused = {} },
    { do_ = "assessment.end_ltc", input = { ltc = "$ltc.ltc", why = "again" },
      refused = { "why", "too_early" } },
    tick "2027-05-01",
    { ask = "core.duties", input = { kind = "assessment.ltc_reminder", state = "due" }, rows = 1 },
    tick "2028-09-02",
    { ask = "core.duties", input = { kind = "assessment.ltc_reminder", state = "due" }, rows = 1 },
    { ask = "assessment.ltc", rows = 1, gives = { { state = "ending", ends = "2028-11-01" } } },
    { do_ = "assessment.end_ltc", input = { ltc = "$ltc.ltc", why = "again" } },
    { ask = "core.duties", input = { kind = "assessment.ltc_reminder", state = "due" }, rows = 0 },
    { ask = "assessment.ltc", gives = { { state = "ended" } } },
  } },
  { name = "what is renewed is not asked to be renewed, and is no alarm when it is over", steps = {
    form.person("王秀英"),
    { do_ = "assessment.record_ltc", input = { resident = 1, level = 4, from = "2026-11-01",
      document = "1", confirmed_by = { "甲", "乙" } } },
    tick "2028-09-15",
    { ask = "core.duties", input = { kind = "assessment.ltc_reminder", state = "due" }, rows = 1 },
    { do_ = "assessment.record_ltc", input = { resident = 1, level = 4, from = "2028-11-01",
      document = "2", confirmed_by = { "甲", "乙" } } },
    { ask = "core.duties", input = { kind = "assessment.ltc_reminder", state = "due" }, rows = 0 },
    { ask = "assessment.ltc", rows = 2, gives = { { document = "1", state = "valid" },
      { document = "2", state = "valid" } } },
    tick "2028-11-02",
    { ask = "assessment.ltc", rows = 2, gives = { { document = "2", state = "valid" },
      { document = "1", state = "ended" } } },
  } },
  { name = "a leap day's conclusion ends on the last of February", steps = {
    form.person("王秀英"), tick "2028-03-01",
    { do_ = "assessment.record_ltc", input = { resident = 1, level = 2, from = "2028-02-29",
      document = "1", confirmed_by = { "甲", "乙" } }, gives = { eligible = false,
      again_from = "2028-08-29" } },
    { ask = "assessment.ltc", gives = { { ends = "2030-02-28" } } },
  } },
  { name = "who may do what", run = function()
    local permissions = (require "plugin").permissions
    local function may(name, role)
      for _, each in ipairs(permissions["assessment." .. name].roles) do
        if each == role then return true end
      end
      return false
    end
    assert(may("read", "inspector") and not may("assess", "inspector"))
    assert(may("assess", "nurse") and may("assess", "doctor") and may("assess", "social_worker"))
    assert(may("care", "caregiver") and not may("read", "caregiver"))
    for name in pairs(permissions) do
      assert(name:match("read$") or not may(name:match("%.(.*)"), "inspector"), name)
    end
  end },
}
