local now = "2026-11-24T09:00:00+08:00"

local function hire(name, post, more)
  local step = { do_ = "staff.hire", input = { name = name, post = post, since = "2026-01-05" } }
  for key, value in pairs(more or {}) do step.input[key] = value end
  return step
end

local function train(member, more)
  local step = { do_ = "staff.train", input = { member = member, topic = "岗前培训",
    held = "2026-01-06", hours = "8", before_work = true } }
  for key, value in pairs(more or {}) do step.input[key] = value end
  return step
end

local function shift(member, from, to, refused)
  return { do_ = "staff.plan_shift", refused = refused, input = { member = member,
    starts = "2026-11-24T" .. from .. ":00+08:00", ends = "2026-11-24T" .. to .. ":00+08:00" } }
end

local function refused(step, ...)
  step.refused = { ... }
  return step
end

return {
  { name = "nobody works before the training, twice at once, or after leaving", at = now, steps = {
    hire("李护理", "carer", { skill = "4" }),
    refused(hire("王社工", "social_worker", { skill = "5" }), "skill"),
    shift(1, "08:00", "16:00", { "member" }),
    train(1, { score = 50, pass_mark = 60 }),
    shift(1, "08:00", "16:00", { "member" }),
    refused(train(1, { score = 70 }), "pass_mark"),
    refused(train(1, { held = "2026-11-25" }), "held"),
    train(1, { held = "2026-01-07", score = 60, pass_mark = 60 }),
    shift(1, "16:00", "08:00", { "ends" }),
    shift(1, "08:00", "16:00"),
    shift(1, "15:00", "17:00", {}),
    shift(1, "16:00", "20:00"),
    { ask = "staff.on_duty", rows = 1, gives = { { member_name = "李护理", skill = "4" } } },
    { ask = "staff.on_duty", input = { when = "2026-11-24T20:00:00+08:00" }, rows = 0 },
    { do_ = "staff.leave", input = { member = 1, left = "2026-11-23" } },
    shift(1, "21:00", "23:00", { "member" }),
    { ask = "staff.list", rows = 0 },
    { ask = "staff.list", input = { all = true }, rows = 1 },
  } },

  { name = "a certificate asks in time, its successor in its turn", at = now, steps = {
    hire("李护理", "carer"),
    { do_ = "staff.add_certificate", input = { member = 1, kind = "健康证", starts = "2026-01-01",
      ends = "2026-12-31" } },
    { ask = "staff.certificates", rows = 1, gives = { { tone = "free" } } },
    { tick = "2026-12-02T09:30:00+08:00" },
    { ask = "core.duties", input = { state = "open" }, rows = 1, save = "due",
      gives = { { kind = "staff.renew_certificate" } } },
    { do_ = "staff.renew", input = { duty = "$due.1.duty", outcome = "renewed" },
      refused = { "starts" } },
    { do_ = "staff.renew", input = { duty = "$due.1.duty", outcome = "renewed",
      starts = "2026-12-01", ends = "2027-11-30" } },
    { ask = "staff.certificates", rows = 2, gives = { { ends = "2027-11-30", tone = "free" },
      { tone = "away" } } },
    { ask = "core.obligations", input = { from = "2027-10-01", to = "2027-12-01" }, rows = 1 },
  } },

  { name = "carers against what the residents in the house need", at = now, steps = {
    { do_ = "beds.import_bed", input = { floor = "1", room = "101", bed = "1", kind = "nursing",
      class = "basic" } },
    { do_ = "residents.register", input = { name = "王秀英", sex = "female", born = "1940-05-01" },
      save = "wang" },
    { ask = "staff.ratios", gives = { carers = 0, needed = 0, tone = "free" } },
    { do_ = "beds.assign", input = { resident = "$wang.id", bed = 1,
      from = "2026-11-24T08:00:00+08:00" } },
    { ask = "staff.ratios", gives = { carers = 0, needed = 1, unknown = 1, tone = "alarm" } },
    hire("李护理", "carer"), train(1), shift(1, "08:00", "16:00"),
    { ask = "staff.ratios", gives = { carers = 1, needed = 1, tone = "free" } },
    { do_ = "beds.leave", input = { resident = "$wang.id" } },
    { ask = "staff.ratios", gives = { needed = 0 } },
  } },

  { name = "figures of a period", at = now, steps = {
    hire("李护理", "carer", { skill = "5" }), hire("赵护理", "carer"), hire("王社工", "social_worker"),
    train(1, { score = 90, pass_mark = 60 }), train(2, { score = 40, pass_mark = 60 }), train(3),
    { ask = "staff.indicators", input = { from = "2026-01-01", to = "2026-11-24" }, gives = {
      { beds = 0, social_workers = 1, social_workers_wanted = 0, carers = 2, skilled = 1,
        person_times = 3, tested = 2, passed = 1 } } },
    { ask = "staff.indicators", input = { from = "2026-02-01", to = "2026-11-24" }, gives = {
      { person_times = 0 } } },
    { do_ = "beds.import_bed", input = { floor = "1", room = "101", bed = "1", kind = "nursing",
      class = "basic", opened = "2026-03-01" } },
    { do_ = "beds.import_bed", input = { floor = "1", room = "101", bed = "2", kind = "nursing",
      class = "basic", opened = "2026-05-10" } },
    { settings = { beds_per_social_worker = 1 } },
    { ask = "staff.social_work", input = { from = "2026-02-10", to = "2026-05-20" }, rows = 4,
      gives = { { day = "2026-02-28", beds = 0, needed = 0, state = "met" },
        { day = "2026-03-31", beds = 1, social_workers = 1, needed = 1, state = "met" },
        { day = "2026-04-30" }, { day = "2026-05-20", beds = 2, needed = 2, state = "short" } } },
    { ask = "staff.social_work", input = { from = "2026-02-10", to = "2026-02-01" },
      refused = { "to" } },
    { ask = "staff.list", as = { "caregiver" }, refused = {} },
  } },

  { name = "who came counts, who did not does not; needs as they were then", at = now, steps = {
    { do_ = "beds.import_bed", input = { floor = "1", room = "101", bed = "1", kind = "nursing",
      class = "basic" } },
    { do_ = "residents.register", input = { name = "王秀英", sex = "female", born = "1940-05-01" } },
    { do_ = "beds.assign", input = { resident = 1, bed = 1, from = "2026-11-24T07:00:00+08:00" } },
    hire("李护理", "carer"), train(1), shift(1, "08:00", "16:00"), shift(1, "16:30", "20:00"),
    { ask = "staff.coverage", input = { from = "2026-11-24", to = "2026-11-24" }, rows = 1,
      gives = { { clock = "02:00", carers = 0, needed = 0, tone = "free" } } },
    { tick = "2026-11-25T09:00:00+08:00" },
    { ask = "staff.coverage", input = { from = "2026-11-24", to = "2026-11-25" }, rows = 4,
      gives = { { needed = 0 },
      { clock = "10:00", carers = 1, came = 0, needed = 1, tone = "free" },
      { clock = "18:00", carers = 1, needed = 1 },
      { day = "2026-11-25", clock = "02:00", carers = 0, needed = 1, state = "short",
        tone = "alarm" } } },
    { do_ = "staff.attend", input = { shift = 1, came = "2026-11-24T17:00:00+08:00" },
      refused = { "came" } },
    { do_ = "staff.attend", input = { shift = 1, came = "2026-11-24T10:20:00+08:00" } },
    { do_ = "staff.miss", input = { shift = 1, absent = "发烧" }, refused = { "shift" } },
    { do_ = "staff.miss", input = { shift = 2, absent = "发烧" } },
    { ask = "staff.coverage", input = { from = "2026-11-24", to = "2026-11-24" }, rows = 3,
      gives = { { needed = 0 }, { clock = "10:00", carers = 0, needed = 1, tone = "alarm" },
      { clock = "18:00", carers = 0, needed = 1 } } },
    { ask = "staff.shifts", input = { from = "2026-11-24", to = "2026-11-24" }, rows = 2,
      gives = { { tone = "free" }, { tone = "late", absent = "发烧" } } },
    { ask = "staff.coverage", input = { from = "2026-11-24", to = "2026-11-20" },
      refused = { "to" } },
  } },
}
