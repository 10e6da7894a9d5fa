-- Who does not live here yet, and who does no more: what waits, and what is refused.
local form = require "tests.lib.form"

local function act(action, input, gives)
  return { do_ = "beds." .. action, input = input, gives = gives }
end

local bed = act("import_bed", { floor = "1楼", room = "101", bed = "101-1", kind = "nursing" })

local function tick(day, clock)
  return { tick = day .. "T" .. (clock or "09:00") .. ":00+08:00" }
end

local function add(text, at, more)
  local input = { resident = 1, text = text, at = at }
  for key, value in pairs(more or {}) do input[key] = value end
  return { do_ = "assessment.add_task", input = input }
end

-- The care tasks that are asked for up to a time, each with its state.
local function asked(to, ...)
  local rows = {}
  for i, state in ipairs { ... } do rows[i] = { state = state } end
  return { ask = "core.duties", input = { kind = "assessment.care_task", state = "open",
    from = "2026-11-20T00:00:00+08:00", to = to .. ":00+08:00" }, rows = #rows, gives = rows }
end

local function tasks(rows, ...) return { ask = "assessment.tasks", rows = rows,
  gives = { ... } } end

local function none(query, input) return { ask = query, input = input, rows = 0 } end

local function ltc(from, more)
  local input = { resident = 1, level = 4, from = from, document = "潼医保 1 号",
    confirmed_by = { "甲", "乙" } }
  for key, value in pairs(more or {}) do input[key] = value end
  return { do_ = "assessment.record_ltc", input = input }
end

local function refused(step, ...) return form.refused(step, ...) end

return {
  { name = "the tasks of a plan made before admission begin with it", steps = {
    form.person("王秀英"), bed, form.complete(form.rows[3]), add("每天量体温", "08:00"),
    tasks(5, { state = "waiting", tone = "reserved", actions = { "end_task" } }),
    tick("2026-11-25", "08:30"), asked "2026-11-26T00:00",
    act("assign", { resident = 1, bed = 1 }),
    tasks(5, { state = "active", starts = "2026-11-25", often = "每周一、三、五 10:00" }),
    -- that afternoon's walk; the morning has passed
    tick("2026-11-25", "15:10"), asked("2026-11-26T00:00", "late", "due"),
    tick("2026-11-26", "08:10"), asked("2026-11-26T09:00", "missed", "missed", "late",
      "due", "due"),
  } },
  { name = "a task that waits is ended without a trace, one that is over by then too", steps = {
    form.person("王秀英"), bed, add("每天量体温", "08:00"),
    add("量三天血压", "07:00", { rule = "FREQ=DAILY;UNTIL=20261125T000000Z" }),
    add("称体重一次", "07:00", { often = "monthly", from = "2026-11-29" }),
    { do_ = "assessment.end_task", input = { task = 1, reason = "不用了" } },
    tick "2026-11-30", act("assign", { resident = 1, bed = 1 }),
    { ask = "assessment.tasks", input = { resident = 1 }, rows = 3, gives = {
      { state = "active", often = "每月 29 日（没有这天就在最后一天） 07:00",
        starts = "2026-11-29" },
      { state = "ended", ended_because = "入住前已过期",
        ended_because_en = "Over before the admission" },
      { state = "ended", ended_because = "不用了" } } },
    asked "2026-12-01T00:00", tick("2026-12-29", "07:10"), asked("2026-12-30T00:00", "due"),
  } },
  { name = "somebody cared for at home has tasks, until the home bed is closed", steps = {
    form.person("王秀英"), add("上门量血压", "14:00"),
    act("open_home_bed", { resident = 1, address = "桂林街道 1 号" }),
    tick("2026-11-23", "14:10"), asked("2026-11-24T00:00", "due"),
    act("close_home_bed", { home_bed = 1 }), none("assessment.tasks"), none("assessment.plans"),
    tick("2026-11-24", "15:00"), none("core.duties", { kind = "assessment.care_task",
      state = "due" }),
  } },
  { name = "who goes home to a home bed is cared for as assessed", steps = {
    form.person("王秀英"), bed, form.complete(form.rows[3]),
    act("assign", { resident = 1, bed = 1 }), tick "2026-11-24",
    act("discharge", { resident = 1 }), none("assessment.tasks"), none("assessment.dues"),
    act("open_home_bed", { resident = 1, address = "桂林街道 1 号" }),
    tasks(4, { state = "active" }), { ask = "assessment.dues", rows = 1, gives = {
      { cause = "routine" } } },
    add("上门量血压", "14:00"), tasks(5),
    { do_ = "assessment.report_change", input = { resident = 1, cause = "change",
      note = "不能走路" } },
  } },
  { name = "an application that is withdrawn ends what it asked for", steps = {
    form.person("王秀英"), act("apply", { resident = 1 }), form.complete(form.rows[5]),
    form.safe(), { do_ = "assessment.add_goal", input = { resident = 1, text = "能自己下楼" } },
    { ask = "assessment.dues", rows = 2 },
    { ask = "assessment.notices", input = { open = true }, rows = 1 }, ltc "2026-11-01",
    act("withdraw", { application = 1, reason = "去了别家" }),
    none("assessment.dues"), none("assessment.plans"), none("assessment.tasks"),
    none("assessment.notices", { open = true }), none("assessment.goals"),
    { ask = "assessment.goals", input = { resident = 1 }, rows = 2, gives = {
      { state = "dropped", note = "申请已撤回", note_en = "The application was withdrawn" } } },
    tick "2026-11-30", none("core.duties", { kind = "assessment.reassess" }),
    none("core.duties", { kind = "assessment.tell_result" }),
    none("core.duties", { kind = "assessment.ltc_reminder", state = "open" }),
    -- they change their mind: what was assessed is still fresh
    bed, act("assign", { resident = 1, bed = 1 }), { ask = "assessment.plans", rows = 1 },
  } },
  { name = "who applied but never came is assessed no more", steps = {
    form.person("王秀英"), act("apply", { resident = 1 }), { ask = "assessment.dues", rows = 2 },
    act("withdraw", { application = 1, reason = "去了别家" }), none("assessment.dues"),
    none("core.duties", { kind = "assessment.reassess", state = "due" }),
  } },
  { name = "who is cared for at home no more, and waits for a bed, is assessed for it", steps = {
    form.person("王秀英"), act("open_home_bed", { resident = 1, address = "桂林街道 1 号" }),
    form.complete(form.rows[3]), act("apply", { resident = 1 }),
    { ask = "assessment.dues", rows = 2 }, tick "2026-11-24",
    act("close_home_bed", { home_bed = 1 }), { ask = "assessment.dues", rows = 2 },
    none("assessment.tasks"),
  } },
  { name = "of who has left only what was before that is entered, until they apply again",
    steps = {
    form.person("王秀英"), bed, act("assign", { resident = 1, bed = 1, from = "2026-11-01" }),
    act("discharge", { resident = 1, from = "2026-11-20T10:00:00+08:00" }),
    tick "2026-11-25",
    refused(form.complete(form.rows[3]), "base_date", "after_leaving"),
    refused({ do_ = "assessment.begin", input = { resident = 1, standard = "GB/T 42195-2022" } },
      "base_date", "after_leaving"),
    refused(ltc "2026-11-21", "from", "after_leaving"),
    form.complete(form.rows[3], { base_date = "2026-11-20" }), ltc "2026-11-01",
    none("assessment.dues"), none("assessment.plans"),
    act("apply", { resident = 1 }), { ask = "assessment.dues", rows = 1, gives = {
      { standard = "GB 38600-2019", cause = "admission" } } },
    form.complete(form.rows[5], { base_date = "2026-11-25" }), form.safe(),
    tasks(5, { state = "waiting" }),
    act("clean", { bed = 1 }), act("assign", { resident = 1, bed = 1 }),
    tasks(5, { state = "active" }),
  } },
  { name = "what a second application asked for ends when it is withdrawn", steps = {
    form.person("王秀英"), bed, act("assign", { resident = 1, bed = 1, from = "2026-11-01" }),
    act("discharge", { resident = 1 }), tick "2026-11-25", act("apply", { resident = 1 }),
    form.complete(form.rows[5]), { ask = "assessment.dues", rows = 2 },
    act("withdraw", { application = 1, reason = "不来了" }),
    none("assessment.dues"), none("assessment.plans"), none("assessment.tasks"),
    refused(form.complete(form.rows[5], { base_date = "2026-11-24" }), "base_date"),
  } },
  { name = "of who has died nothing of a later day is entered", steps = {
    form.person("王秀英"), bed, act("assign", { resident = 1, bed = 1, from = "2026-11-01" }),
    act("death", { resident = 1, from = "2026-11-20T10:00:00+08:00" }),
    refused(form.complete(form.rows[3], { base_date = "2026-11-21" }), "base_date",
      "after_leaving"),
    form.complete(form.rows[3], { base_date = "2026-11-19" }),
    refused(ltc "2026-12-01", "from", "after_leaving"), ltc "2026-11-01",
    none("assessment.dues"), none("assessment.plans"), none("assessment.tasks"),
    { ask = "assessment.ltc", rows = 1, gives = { { state = "ended" } } },
  } },
}
