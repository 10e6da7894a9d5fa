local now = "2026-12-02T09:00:00+08:00"
local standard = "GB/T 37276-2018"

local function scores(e, f, o, s)
  return { environment = e, facilities = f, operation = o, service = s }
end

local function example(name, e, f, o, s, base, gives)
  return { name = name, at = now, steps = { { ask = "quality.grade", gives = gives, input = {
    standard = standard, scores = scores(e, f, o, s), bases = { service = base } } } } }
end

local full = scores(108, 117, 135, 540)

return {
  example("1: exactly level 1, a hundred points left out", 48, 52, 60, 200, 500,
    { total = 360, rates = { "40", "40", "40", "40" }, level = 1, next_level = 2 }),
  example("2: one point less is none", 48, 52, 60, 199, 500, { total = 359, level = 0,
    rates = { "40", "40", "40", "39.8" },
    short_of = { { what = "total", points = 1 }, { what = "service", need = 200, points = 1 } } }),
  example("3: a part misses 50 % although the total is enough", 60, 64, 76, 310, 600,
    { total = 510, level = 1, rates = { "50", "49.23", "50.67", "51.67" },
      short_of = { { what = "facilities", have = 64, need = 65, points = 1 } } }),
  example("4: exactly level 3", 72, 78, 90, 330, 550, { total = 570, level = 3 }),
  example("5: exactly level 4", 96, 104, 120, 460, 575, { total = 780, level = 4 }),
  example("6: exactly level 5", 108, 117, 135, 540, 600, { total = 900, level = 5 }),
  example("7: one part misses 90 %", 107, 120, 140, 545, 600, { total = 912, level = 4,
    rates = { "89.17", "92.31", "93.33", "90.83" },
    short_of = { { what = "environment", need = 108, points = 1 } } }),
  example("8: service misses 80 %", 120, 130, 150, 470, 600, { total = 870, level = 3 }),

  { name = "9: a level of 2023-12-01 has expired three years later", at = now, steps = {
    { do_ = "quality.award", input = { level = 5, awarded = "2023-12-01", document = "公告12号" },
      gives = { holds_to = "2026-12-01" } },
    { ask = "quality.marks", rows = 1, gives = { { state = "expired", level_name = "5" } } },
    { do_ = "quality.award", input = { level = 5, awarded = "2026-12-03", document = "公告13号" },
      refused = { "awarded" } },
  } },

  { name = "a level asks in time to be applied for again", at = "2026-03-01T09:00:00+08:00",
    steps = {
    { do_ = "quality.award", input = { level = 3, awarded = "2024-02-29", document = "公告1号" },
      gives = { holds_to = "2027-03-01" } },
    { tick = "2027-01-30T10:00:00+08:00" },
    { ask = "core.duties", input = { state = "open" }, rows = 1,
      gives = { { kind = "quality.renew_mark", state = "due" } },
      save = "due" },
    { do_ = "quality.renew", input = { duty = "$due.1.duty", outcome = "applied" },
      refused = { "document" } },
    { do_ = "quality.renew", input = { duty = "$due.1.duty", outcome = "applied",
      document = "申请书" } },
    { ask = "core.duties", input = { state = "open" }, rows = 0 },
  } },

  { name = "10: an open major hazard blocks, and says so; the switch turns it off", at = now,
    steps = {
      { do_ = "fire_safety.report_hazard", input = { kind = "fire", what = "疏散通道堵死" } },
      { ask = "fire_safety.hazards", save = "found" },
      { do_ = "fire_safety.judge", input = { duty = "$found.1.duty", hazard = 1,
        outcome = "major", grounds = { "no_watch" } } },
      { ask = "quality.grade", input = { standard = standard, scores = full },
        gives = { level = 0, would_be = 5, total = 900, blocked = { { en =
          "A major hazard is open: 疏散通道堵死" } } } },
      { settings = { hazard_blocks = false } },
      { ask = "quality.grade", input = { standard = standard, scores = full },
        gives = { level = 5 } },
    } },

  { name = "scores above the points, unknown parts and editions are refused by name", at = now,
    steps = {
      { ask = "quality.grade", input = { standard = standard, scores = scores(121, 131, 150, 600) },
        refused = { "scores.environment", "scores.facilities" } },
      { ask = "quality.grade", input = { standard = standard, scores = scores(48, 52, 60, 501),
        bases = { service = 500 } }, refused = { "scores.service" } },
      { ask = "quality.grade", input = { standard = standard, scores = full,
        bases = { service = 601 } }, refused = { "bases.service" } },
      { ask = "quality.grade", input = { standard = standard },
        refused = { "scores.environment", "scores.service" } },
      { ask = "quality.grade", input = { standard = standard, scores = { environment = 3 } },
        refused = { "scores.facilities", "scores.operation", "scores.service" } },
      { ask = "quality.grade", input = { standard = standard,
        scores = { environment = 1, facilities = 1, operation = 1, service = 1, garden = 1 } },
        refused = { "scores.garden" } },
      { ask = "quality.grade", input = { standard = standard, scores = full, on = "2018-01-01" },
        refused = { "on" } },
      { ask = "quality.grade", input = { standard = "GB/T 1", scores = full },
        refused = { "standard" } },
      { ask = "quality.grade", input = { standard = standard, edition = "2099", scores = full },
        refused = { "edition" } },
    } },
}
