local now = "2026-12-02T09:00:00+08:00"
local scores = { environment = 96, facilities = 104, operation = 120, service = 460 }

local function assess(input, more)
  local step = { do_ = "quality.self_assess", input = { from = "2026-01-01", to = "2026-11-30",
    scores = scores, bases = { service = 575 } } }
  for key, value in pairs(input or {}) do step.input[key] = value end
  for key, value in pairs(more or {}) do step[key] = value end
  return step
end

return {
  { name = "a self-assessment stays; a better one supersedes it", at = now, steps = {
    { ask = "quality.gaps", rows = 0 },
    assess({ evidence = { environment = "照片 12 张" } },
      { save = "first", gives = { total = 780, level = 4 } }),
    { ask = "quality.record", input = { id = "$first.assessment" }, gives = { level_name = "4",
      parts = { { score = 96, base = 120, rate = "80", evidence = "照片 12 张", claimed = false },
        { claimed = true }, { claimed = true }, { claimed = true } } } },
    assess({ supersedes = "$first.assessment", bases = { service = 600 } },
      { gives = { total = 780, level = 3 } }),
    assess({ supersedes = "$first.assessment" }, { refused = { "supersedes" } }),
    { ask = "quality.history", rows = 2, gives = { { state = "valid", level_name = "3" },
      { state = "superseded", level_name = "4" } } },
    { ask = "quality.gaps", rows = 1, gives = { { what = "服务", have = 460, need = 480, points = 20,
      next_level = 4 } } },
  } },

  { name = "the same answer each time it is graded again", at = now, steps = {
    assess({}, { save = "one" }),
    { ask = "quality.regrade", input = { id = "$one.assessment" },
      gives = { level = 4, kept_level = 4, rates = { "80", "80", "80", "80" } } },
    { tick = "2027-12-02T09:00:00+08:00" },
    { ask = "quality.regrade", input = { id = "$one.assessment", edition = "2018/2020-04" },
      gives = { level = 4, edition = "2018/2020-04" } },
    { ask = "quality.regrade", input = { id = "$one.assessment", edition = "2023" },
      refused = { "edition" } },
  } },

  { name = "a period that is no period is refused, and an inspector only looks", at = now, steps = {
    assess({ from = "2026-12-01" }, { refused = { "to" } }),
    assess({ to = "2026-12-03" }, { refused = { "to" } }),
    assess({}, { as = { "inspector" }, refused = {} }),
    { ask = "quality.history", as = { "inspector" }, rows = 0 },
    { ask = "quality.history", as = { "caregiver" }, refused = {} },
  } },

  { name = "indicators count today's beds against the goals", at = now, steps = {
    { ask = "quality.indicators", rows = 7, gives = { { key = "nursing", tone = "plain" } } },
    { do_ = "beds.import_bed", input = { floor = "1", room = "101", bed = "1", kind = "nursing",
      class = "basic" } },
    { do_ = "beds.import_bed", input = { floor = "1", room = "101", bed = "2", kind = "nursing",
      class = "market" } },
    { do_ = "beds.import_bed", input = { floor = "1", room = "101", bed = "3", kind = "general",
      class = "inclusive" } },
    { do_ = "residents.register", input = { name = "王秀英", sex = "female", born = "1940-05-01" },
      save = "wang" },
    { do_ = "beds.assign", input = { resident = "$wang.id", bed = 1,
      from = "2026-12-02T08:00:00+08:00" } },
    { ask = "quality.indicators", gives = { { key = "nursing", value = "66.67", tone = "free" },
      { key = "inclusive", value = "66.67", tone = "late" },
      { key = "occupied", value = "33.33", tone = "late" },
      { key = "social_workers", value = "0", target = "1", tone = "late" },
      { key = "trained", value = "0", target = "400" }, { key = "majors", value = "0" },
      { key = "basic", target = "23", tone = "late" } } },
    { ask = "quality.forecast", gives = { { key = "none" }, { key = "mark", value = "—" } } },
  } },
}
