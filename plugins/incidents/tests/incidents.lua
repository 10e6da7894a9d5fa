local now = "2026-11-24T09:00:00+08:00"
local register = { do_ = "residents.register", input = { name = "王秀英", sex = "female",
  born = "1940-05-01" } }

local function report(more, as)
  local step = { do_ = "incidents.report", as = as or { "caregiver" },
    happened_at = "2026-11-24T08:50:00+08:00", input = { kind = "fall", severity = "minor",
      resident = 1, place = "卫生间", what = "起身时滑倒" } }
  for key, value in pairs(more or {}) do step.input[key] = value end
  return step
end

local function open(kind, rows, save)
  return { ask = "core.duties", input = { state = "open", kind = "incidents." .. kind },
    rows = rows,
    save = save }
end

local function act(action, duty, outcome, as, input, refused)
  local step = { do_ = "incidents." .. action, as = as, refused = refused,
    input = { duty = duty, outcome = outcome } }
  for key, value in pairs(input or {}) do step.input[key] = value end
  return step
end

return {
  { name = "told, found out, closed by somebody else", at = now, steps = {
    register, report(),
    open("tell_authority", 0), open("tell_family", 1, "family"),
    act("tell_family", "$family.1.duty", "told", { "nurse" }, {}, { "name" }),
    act("tell_family", "$family.1.duty", "told", { "nurse" },
      { name = "王建国", channel = "phone", at = "2026-11-24T08:40:00+08:00" }, { "at" }),
    act("tell_family", "$family.1.duty", "told", { "nurse" },
      { name = "王建国", channel = "phone" }),
    { do_ = "incidents.tell", as = { "nurse" }, input = { incident = 1, whom = "doctor",
      name = "李医生", channel = "in_person" } },
    { ask = "incidents.told", input = { incident = 1 }, rows = 2 },
    { tick = "2026-12-08T09:00:00+08:00" },
    open("investigate", 1, "look"),
    act("investigate", "$look.1.duty", "done", { "nurse" }, { cause = "地面湿" }, { "measures" }),
    act("investigate", "$look.1.duty", "done", { "nurse" },
      { cause = "地面湿", measures = "加防滑垫" }),
    { tick = "2026-12-22T10:00:00+08:00" },
    open("close", 1, "end"),
    act("close", "$end.1.duty", "closed", { "nurse" }, { lessons = "洗澡后拖地" }, { "incident" }),
    act("close", "$end.1.duty", "closed", { "manager" }, { lessons = "洗澡后拖地" }),
    { ask = "incidents.record", input = { id = 1 }, gives = { { state = "closed",
      measures = "加防滑垫", lessons = "洗澡后拖地" } } },
    { ask = "incidents.counts", input = { from = "2026-11-01", to = "2026-11-30" }, rows = 1,
      gives = { { kind = "fall", count = 1, harmed = 1, open = 0 } } },
  } },

  { name = "the authority is told by the class's clock, from when it happened", at = now, steps = {
    register, report({ kind = "infection", class = "public_health" }),
    { tick = "2026-11-24T10:49:00+08:00" },
    { ask = "core.duties", input = { kind = "incidents.tell_authority" }, rows = 1,
      gives = { { due = "2026-11-24T10:50:00+08:00", state = "upcoming" } } },
    { tick = "2026-11-24T10:51:00+08:00" },
    { ask = "core.duties", input = { kind = "incidents.tell_authority" }, rows = 1,
      gives = { { state = "late" } }, save = "late" },
    act("tell_authority", "$late.1.duty", "not_told", { "manager" }, {}, { "reason" }),
    act("tell_authority", "$late.1.duty", "told", { "manager" },
      { name = "区疾控中心", channel = "phone" }),
  } },

  { name = "a near miss tells no family; bad input is refused by name", at = now, steps = {
    register, report({ severity = "near_miss" }), open("tell_family", 0),
    { do_ = "incidents.report", input = { kind = "slip", severity = "minor", what = "x" },
      refused = { "kind" } },
    { do_ = "incidents.report", input = { kind = "fall", severity = "minor", what = "",
      resident = 9 }, refused = { "what" } },
    { ask = "incidents.list", as = { "caregiver" }, refused = {} },
    { ask = "incidents.list", as = { "inspector" }, rows = 1 },
    { ask = "incidents.list", input = { to = "2026-11-23" }, rows = 0 },
  } },

  { name = "what is corrected keeps what it said; deadlines follow", at = now, steps = {
    register, report({ kind = "fall" }),
    open("tell_authority", 0), open("tell_family", 1, "family"),
    { do_ = "incidents.correct", input = { incident = 1, kind = "fall", because = "核对监控" },
      refused = { "because" } },
    { do_ = "incidents.correct", input = { incident = 1, kind = "bed_fall" },
      refused = { "because" } },
    { do_ = "incidents.correct", input = { incident = 1, happened = "2026-11-25T08:00:00+08:00",
      because = "核对监控" }, refused = { "happened" } },
    { do_ = "incidents.correct", input = { incident = 1, kind = "bed_fall", class = "emergency",
      happened = "2026-11-24T08:30:00+08:00", because = "核对监控" } },
    { ask = "core.duties", input = { kind = "incidents.tell_family" }, rows = 1,
      gives = { { due = "2026-11-24T09:30:00+08:00" } } },
    { ask = "core.duties", input = { kind = "incidents.tell_authority" }, rows = 1,
      gives = { { due = "2026-11-24T10:30:00+08:00" } } },
    { ask = "incidents.corrections", input = { incident = 1 }, rows = 1, gives = { {
      because = "核对监控", before = { kind = "fall", class = "none" } } } },
    { ask = "incidents.record", input = { id = 1 }, gives = { { kind = "bed_fall",
      what = "起身时滑倒" } } },
    { do_ = "incidents.withdraw", as = { "caregiver" }, refused = {}, input = { incident = 1,
      because = "报错了人" } },
    { do_ = "incidents.withdraw", input = { incident = 1, because = "报错了人" } },
    { do_ = "incidents.withdraw", input = { incident = 1, because = "再一次" },
      refused = { "incident" } },
    { ask = "core.duties", input = { state = "open" }, rows = 0 },
    { ask = "incidents.counts", input = { from = "2026-11-01", to = "2026-11-30" }, rows = 0 },
    { ask = "incidents.list", rows = 1, gives = { { state = "withdrawn" } } },
  } },

  { name = "rates count nights in the house, not those on leave", at = "2026-11-01T09:00:00+08:00",
    steps = {
      register,
      { do_ = "beds.import_bed", input = { floor = "1", room = "101", bed = "1", kind = "nursing",
        class = "basic" } },
      { do_ = "beds.assign", input = { resident = 1, bed = 1,
        from = "2026-11-01T08:00:00+08:00" } },
      { tick = "2026-11-06T09:00:00+08:00" },
      { do_ = "beds.leave", input = { resident = 1 } },
      { tick = "2026-11-10T09:00:00+08:00" },
      { do_ = "beds.return", input = { resident = 1 } },
      { tick = "2026-11-24T09:00:00+08:00" }, report(), report({ severity = "near_miss" }),
      { ask = "incidents.resident_days", input = { from = "2026-11-01", to = "2026-11-30" },
        gives = { { days = 19 } } },
      { ask = "incidents.resident_days", input = { from = "2026-11-08", to = "2026-11-12" },
        gives = { { days = 3 } } },
      { ask = "incidents.counts", input = { from = "2026-11-01", to = "2026-11-30" }, rows = 1,
        gives = { { kind = "fall", count = 1, near_misses = 1, rate = "52.63" } } },
    } },

  { name = "who was told is not asked to be told again, another family is", at = now, steps = {
    register, { do_ = "residents.register", input = { name = "李国强", sex = "male",
      born = "1938-02-01" } },
    report(), open("tell_family", 1, "family"),
    act("tell_family", "$family.1.duty", "told", { "nurse" },
      { name = "王建国", channel = "phone" }),
    { do_ = "incidents.correct", input = { incident = 1, happened = "2026-11-24T08:45:00+08:00",
      class = "public_health", because = "核对监控" } },
    open("tell_family", 0),
    { ask = "core.duties", input = { kind = "incidents.tell_authority", state = "upcoming" },
      rows = 1, gives = { { due = "2026-11-24T10:45:00+08:00" } } },
    { do_ = "incidents.correct", input = { incident = 1, resident = 2, because = "报错了人" } },
    { ask = "core.duties", input = { kind = "incidents.tell_family", state = "open" }, rows = 1,
      gives = { { due = "2026-11-24T09:45:00+08:00" } } },
  } },
}
