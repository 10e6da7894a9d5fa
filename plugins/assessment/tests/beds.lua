-- With the beds plugin, which is not needed but there: admission, leave,
-- hospital, leaving; and that beds hears of a result.
local form = require "tests.lib.form"

local function act(action, input, gives)
  return { do_ = "beds." .. action, input = input, gives = gives }
end

local function bed(label, kind)
  return act("import_bed", { floor = "1楼", room = label:match("^(.*)%-"), bed = label,
    kind = kind })
end

local person = { form.person("王秀英", { care_level = 1 }), bed("101-1", "general"),
  bed("102-1", "nursing"), act("assign", { resident = 1, bed = 1 }) }

local function steps(...)
  local all = {}
  for _, step in ipairs(person) do all[#all + 1] = step end
  for _, step in ipairs { ... } do all[#all + 1] = step end
  return all
end

local held = { ask = "core.duties", input = { kind = "assessment.care_task", state = "held" } }

-- The tasks of a day up to an hour, in which state each is.
local function tasks(day, to, ...)
  local rows = {}
  for i, state in ipairs { ... } do rows[i] = { state = state } end
  return { ask = "core.duties", input = { kind = "assessment.care_task", state = "open",
    from = day .. "T00:00:00+08:00", to = day .. "T" .. to .. ":00+08:00" }, rows = #rows,
    gives = rows }
end

local function refused(action, more)
  local input = { resident = 1 }
  for key, value in pairs(more or {}) do input[key] = value end
  return { do_ = "assessment." .. action, input = input, refused = { "resident", "not_here" } }
end

local function ltc(from, document, to)
  return { do_ = "assessment.record_ltc", input = { resident = 1, level = 4, from = from, to = to,
    document = document, confirmed_by = { "甲", "乙" } } }
end

local function reminders(rows, state)
  return { ask = "core.duties", input = { kind = "assessment.ltc_reminder",
    state = state or "open", to = "2030-12-31T00:00:00+08:00" }, rows = rows }
end

return {
  { name = "an applicant is assessed before admission", with = { "beds" }, steps = {
    form.person("王秀英"), act("apply", { resident = 1 }),
    { ask = "assessment.dues", rows = 2, gives = { { cause = "admission", state = "due" } } },
    form.complete(form.rows[3]),
    { ask = "assessment.dues", rows = 2, gives = { { standard = "GB 38600-2019" },
      { standard = "GB/T 42195-2022", cause = "routine" } } },
  } },
  { name = "a result reaches the file with its scale; another scale's does not", with = { "beds" },
    steps = steps(
    form.complete(form.rows[5], { diagnoses = { "F01" } }, { final = 3 }),
    { ask = "residents.record", input = { id = 1 }, gives = { { care_level = 3, dementia = true,
      care_standard = "GB/T 42195-2022", care_edition = "2022", care_assessed = "2026-11-23" } } },
    { do_ = "assessment.complete", input = { resident = 1, standard = "YBBF-2021-37",
      answers = form.ltc(0, 0, 0).answers, assessors = { { name = "甲", background = "expert" },
        { name = "乙", background = "medical" } } }, gives = { final = 5 } },
    { ask = "residents.record", input = { id = 1 }, gives = { { care_level = 3 } } },
    { do_ = "residents.update", input = { resident = 1, care_level = 2 } },
    { ask = "residents.record", input = { id = 1 }, gives = { { care_level = 2 } },
      save = "file" }) },
  { name = "a transfer is proposed when the kind of bed no longer fits", with = { "beds" },
    steps = steps(
    { ask = "beds.alarms", rows = 0 },
    form.complete(form.rows[5], nil, { final = 2 }),
    { ask = "beds.alarms", rows = 1, gives = { { kind = "kind_unfit", resident = 1,
      proposed_name = "102-1", actions = { "transfer" },
      reasons = { { code = "needs_nursing" }, { code = "proposed" } } } } },
    act("transfer", { resident = 1, bed = 2 }),
    { ask = "beds.alarms", rows = 0 }) },
  { name = "on leave nobody does the tasks; back from hospital it is assessed anew",
    with = { "beds" }, steps = steps(
    form.complete(form.rows[3]),
    act("hospital", { resident = 1 }),
    { tick = "2026-11-24T16:00:00+08:00" },
    { ask = held.ask, input = held.input, save = "held", gives = { { state = "held" } } },
    act("return", { resident = 1 }),
    { ask = "assessment.dues", rows = 2, gives = { { cause = "admission" },
      { cause = "hospital", state = "due" } } },
    { tick = "2026-11-25T15:30:00+08:00" },
    { ask = "core.duties", input = { kind = "assessment.care_task", state = "due" }, rows = 1 }) },
  { name = "a task that is added while somebody is away is held like the others",
    with = { "beds" }, steps = steps(
    act("leave", { resident = 1 }),
    { do_ = "assessment.add_task", input = { resident = 1, text = "每天量体温", at = "14:00" } },
    form.complete(form.rows[3]),
    { tick = "2026-11-23T14:30:00+08:00" }, act("hospital", { resident = 1 }),
    { do_ = "assessment.add_task", input = { resident = 1, text = "翻身看皮肤", at = "15:00" } },
    { tick = "2026-11-23T16:00:00+08:00" }, tasks("2026-11-23", "16:00", "held", "held"),
    { ask = held.ask, input = held.input, gives = { { held_because = "请假外出 / On leave" },
      { held_because = "住院 / In hospital" } } },
    { tick = "2026-11-24T08:30:00+08:00" },
    act("return", { resident = 1, from = "2026-11-24T07:30:00+08:00" }),
    { do_ = "assessment.add_task", input = { resident = 1, text = "陪散步", at = "15:20" } },
    { tick = "2026-11-24T15:30:00+08:00" },
    -- the weighing of seven fell into the hospital
    tasks("2026-11-24", "15:30", "held", "missed", "late", "due", "due", "due")) },
  { name = "who comes back to live here is away no more", with = { "beds" }, steps = steps(
    act("leave", { resident = 1 }), act("discharge", { resident = 1 }),
    { tick = "2026-11-24T08:30:00+08:00" }, act("assign", { resident = 1, bed = 2 }),
    { do_ = "assessment.add_task", input = { resident = 1, text = "每天量体温", at = "14:00" } },
    { tick = "2026-11-24T14:10:00+08:00" }, tasks("2026-11-24", "14:10", "due")) },
  { name = "an assessment that is completed after somebody left asks for nothing",
    with = { "beds" }, steps = steps(
    { do_ = "assessment.begin", input = { resident = 1, standard = "GB/T 42195-2022" },
      save = "draft" },
    act("discharge", { resident = 1 }),
    { do_ = "assessment.complete", input = form.gbt(form.rows[5], { draft = "$draft.draft",
      assessors = form.two }) },
    form.risky { ["K6.1"] = 2, ["K6.2"] = 1 }, { tick = "2026-11-24T16:00:00+08:00" },
    { ask = "assessment.assessments", rows = 2 }, { ask = "assessment.plans", rows = 0 },
    { ask = "assessment.tasks", rows = 0 }, { ask = "assessment.dues", rows = 0 },
    { ask = "assessment.notices", input = { open = true }, rows = 0 },
    refused("add_task", { text = "每天量体温" }), refused("add_goal", { text = "能自己下楼" }),
    refused("renew_plan"), refused("report_change", { cause = "change", note = "不能走路" }),
    -- back soon, it is what the plan is made of
    act("assign", { resident = 1, bed = 2 }),
    { ask = "assessment.plan", input = { resident = 1 }, gives = { { level = 2 } } },
    { ask = "assessment.tasks", input = { resident = 1 }, rows = 8 },
    { ask = "assessment.dues", rows = 2, gives = {
      { cause = "routine", due = "2027-05-22T09:00:00+08:00" },
      { standard = "GB 38600-2019", cause = "routine" } } }) },
  { name = "tasks end when somebody left, not when that was entered", with = { "beds" },
    steps = steps(
    { do_ = "assessment.add_task", input = { resident = 1, text = "每天量体温", at = "11:00" } },
    { do_ = "assessment.add_task", input = { resident = 1, text = "陪散步", at = "15:00" } },
    { tick = "2026-11-23T16:30:00+08:00" },
    act("discharge", { resident = 1, from = "2026-11-23T14:00:00+08:00" }),
    tasks("2026-11-23", "23:00", "late")) },
  { name = "nobody is reminded of the insurance of who has left", with = { "beds" },
    steps = steps(
    ltc("2026-11-01", "1", "2026-11-20"), act("discharge", { resident = 1 }),
    { ask = "assessment.ltc", rows = 1, gives = { { state = "ended" } } },
    { tick = "2027-01-01T10:00:00+08:00" }, reminders(0),
    -- what is entered for who has gone is kept, and asks nobody
    ltc("2026-11-20", "2"), reminders(0),
    -- back here it is asked for again: the newest, as the old one is renewed already
    act("assign", { resident = 1, bed = 2 }),
    { tick = "2027-05-17T10:00:00+08:00" }, reminders(0),
    { tick = "2027-05-21T10:00:00+08:00" }, reminders(1, "due")) },
  { name = "nobody is reminded of the insurance of who has died", with = { "beds" },
    steps = steps(
    ltc("2026-11-01", "1"), act("death", { resident = 1 }), reminders(0),
    { ask = "assessment.ltc", rows = 1, gives = { { state = "ended" } } },
    ltc("2026-11-20", "2"), reminders(0)) },
  { name = "who has left is asked for nothing", with = { "beds" },
    steps = steps(
    form.complete(form.rows[3]), form.safe(),
    { ask = "assessment.notices", input = { open = true }, rows = 1 },
    act("discharge", { resident = 1 }),
    { ask = "assessment.notices", input = { open = true }, rows = 0 },
    { ask = "core.duties", input = { kind = "assessment.tell_result" }, rows = 0 },
    { ask = "assessment.dues", rows = 0 }, { ask = "assessment.tasks", rows = 0 },
    { ask = "assessment.plans", rows = 0 },
    { tick = "2027-06-24T16:00:00+08:00" },
    { ask = "core.duties", input = { kind = "assessment.reassess" }, rows = 0 }) },
}
