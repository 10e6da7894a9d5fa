-- The other scales; what a scale refuses; that wrong tables do not load.
local form = require "tests.lib.form"

local function mzt(living, mental, senses, social)
  local answers = {}
  for i, value in ipairs(living) do answers["A" .. i] = value end
  for i, value in ipairs(mental) do answers["M" .. i] = value end
  for i, value in ipairs(senses) do answers["P" .. i] = value end
  for i, value in ipairs(social) do answers["S" .. i] = value end
  return { standard = "MZ/T 039-2013", answers = answers }
end

local full = { 10, 5, 5, 10, 10, 10, 10, 15, 15, 10 }
local good, awake, none = { 0, 0, 0 }, { 0, 0, 0, 0 }, { 0, 0, 0, 0, 0 }
local half = { 5, 0, 0, 5, 5, 5, 5, 10, 10, 5 } -- 50: grade 2

local function with(more, input)
  for key, value in pairs(more) do input[key] = value end
  return input
end

local function barthel(values)
  local answers = {}
  for i, value in ipairs(values) do answers["BI" .. i] = value end
  return { standard = "Barthel", answers = answers }
end

local function safety(more)
  local answers = {}
  for _, group in ipairs((require "data.safety").groups) do
    for _, item in ipairs(group.items) do answers[item.code] = 0 end
  end
  for code, value in pairs(more or {}) do answers[code] = value end
  return { standard = "GB 38600-2019", answers = answers }
end

local function refused(input, ...)
  return { ask = "assessment.score", input = input, refused = { ... } }
end

-- A copy of a scale with one thing changed must raise an error that says so.
local function broken(name, change, says)
  return { name = name, run = function()
    local check = require "lib.check"
    local function deep(value)
      if type(value) ~= "table" then return value end
      local out = {}
      for key, each in pairs(value) do out[key] = deep(each) end
      return out
    end
    local scales = deep(require "data.scales")
    check(scales)
    change(scales)
    local well, why = pcall(check, scales)
    assert(not well, "it was accepted")
    assert(tostring(why):find(says, 1, true), why)
  end }
end

return {
  { name = "MZ/T 039: the levels, from the worst to the best", steps = {
    form.score(mzt(full, good, awake, none), { grades = { 0, 0, 0, 0 }, level = 0 }),
    form.score(mzt(full, { 1, 0, 0 }, awake, none), { grades = { 0, 1, 0, 0 }, level = 1 }),
    form.score(mzt(full, good, awake, { 4, 4, 0, 0, 0 }), { grades = { 0, 0, 0, 2 }, level = 1 }),
    form.score(mzt(half, { 1, 0, 0 }, awake, none), { grades = { 2, 1, 0, 0 }, level = 2 }),
    form.score(mzt(half, { 2, 2, 2 }, awake, none), { grades = { 2, 3, 0, 0 }, level = 3 }),
    form.score(mzt(half, { 2, 0, 0 }, { 0, 3, 0, 0 }, { 4, 4, 0, 0, 0 }),
      { grades = { 2, 2, 2, 2 }, level = 3 }),
    refused(mzt(none, good, awake, none), "answers.A6", "missing"),
  } },
  { name = "MZ/T 039: where no rule holds it says so and gives no level", steps = {
    form.score(mzt(full, good, awake, { 4, 4, 4, 4, 0 }),
      { grades = { 0, 0, 0, 3 }, no_rule = { code = "no_rule" }, reasons = { {
        code = "no_rule" } } }),
    form.score(mzt(half, good, awake, none), { no_rule = { code = "no_rule" } }),
    form.score(mzt(half, { 1, 0, 0 }, { 0, 2, 0, 0 }, { 1, 1, 1, 0, 0 }),
      { grades = { 2, 1, 1, 1 }, no_rule = { code = "no_rule" } }),
  } },
  { name = "MZ/T 039: coma, changes and their cap", steps = {
    form.score(mzt(full, good, { 3, 0, 0, 0 }, none), { final = 3, reasons = { {
      code = "coma" } } }),
    form.score(with({ diagnoses = { "F01" } }, mzt(full, good, awake, none)),
      { preliminary = 0, final = 1 }),
    -- no psychiatrist is asked for; events of other kinds are not named
    form.score(with({ diagnoses = { "F20" } }, mzt(full, good, awake, none)),
      { final = 1, warnings = {}, reasons = { { code = "mental",
        zh = "精神和行为障碍（F20），提高一级。" } } }),
    form.score(with({ risk_events = { other = 3, fall = 1 } }, mzt(full, good, awake, none)),
      { final = 0, reasons = {} }),
    form.score(with({ risk_events = { straying = 1, fall = 1 } }, mzt(full, good, awake, none)),
      { final = 1, reasons = { { code = "risk_events" } } }),
    form.score(with({ risk_events = { fall = 2 } }, mzt(half, { 2, 2, 2 }, awake, none)),
      { preliminary = 3, final = 3 }),
    refused(with({ coma = true }, mzt(full, good, awake, none)), "coma", "contradiction"),
    refused(with({ coma = false }, mzt(full, good, { 3, 0, 0, 0 }, none)), "coma"),
  } },
  { name = "Barthel: sums and bands", steps = {
    form.score(barthel(full), { total = 100, level = 0 }),
    form.score(barthel { 10, 5, 5, 10, 10, 10, 10, 15, 15, 5 }, { total = 95, level = 1 }),
    form.score(barthel { 5, 5, 5, 5, 5, 5, 5, 10, 10, 5 }, { total = 60, level = 2 }),
    form.score(barthel { 5, 0, 0, 5, 5, 5, 5, 5, 5, 5 }, { total = 40, level = 3 }),
    refused(barthel { 7, 5, 5, 10, 10, 10, 10, 15, 15, 10 }, "answers.BI1", "range"),
    refused(with({ coma = true, diagnoses = { "F00" } }, barthel(full)), "coma", "diagnoses",
      "not_of_scale"),
  } },
  { name = "the nine risks", steps = {
    form.score(safety(), { level = 0, level_zh = "低风险" }),
    form.score(safety { ["K6.1"] = 2, ["K6.2"] = 1, ["K3.2"] = 1 }, { level = 2, risks = {
      { risk = "choking", level = 0 }, { risk = "ingestion", level = 0 },
      { risk = "pressure", level = 1, points = 1 }, { risk = "burn" }, { risk = "bed_fall" },
      { risk = "fall", level = 2, points = 3 } } }),
  } },
  { name = "what can't be scored is refused, each field named", steps = {
    refused({ standard = "GB/T 1", answers = {} }, "standard", "unknown"),
    refused(form.gbt(form.rows[1], { edition = "2013" }), "edition", "unknown"),
    refused(form.gbt(form.rows[1], { base_date = "2022-12-29" }), "base_date", "edition"),
    refused(form.gbt(form.rows[1], { base_date = "2022-12-29", edition = "2022" }), "edition"),
    form.score(form.gbt(form.rows[1], { base_date = "2022-12-30" }), { level = 0 }),
    refused(form.ltc(100, 16, 12, { base_date = "2021-08-02" }), "base_date"),
    refused({ standard = "GB/T 42195-2022", answers = { ["B.1.1"] = 5, ["B.9.9"] = 1 } },
      "answers.B.1.1", "answers.B.9.9", "answers.B.1.2", "range", "unknown", "missing"),
    refused({ standard = "GB/T 42195-2022", answers = "44444" }, "answers", "type"),
    refused({ standard = "GB/T 42195-2022" }, "answers", "required"),
    refused(form.gbt("4", { answers = { ["B.1.1"] = "4" } }), "answers.B.1.1", "range"),
    refused(form.gbt("-", { answers = { ["B.1.1"] = -1 } }), "answers.B.1.1", "range"),
    refused(form.gbt(form.rows[1], { diagnoses = { "F0", "痴呆", "f00" } }), "diagnoses[0]",
      "diagnoses[1]", "code"),
    refused(form.gbt(form.rows[1], { risk_events = { fall = -1, burned = 2, choking = { "x" } } }),
      "risk_events.fall", "risk_events.burned", "risk_events.choking"),
    refused(form.gbt(form.rows[1], { risk_events = { fall = { "2026-12-01" } } }),
      "risk_events.fall", "future"),
    form.score(form.gbt(form.rows[2], { risk_events = { ["跌倒"] = 1, ["噎食"] = 1 } }),
      { final = 2 }),
  } },
  { name = "what is no yes or no never counts as yes", steps = {
    { ask = "assessment.score_many", input = { standard = "GB/T 42195-2022", forms = {
      form.gbt(form.rows[9], { coma = "no" }), form.gbt(form.rows[2], { diagnoses = { "F20" },
        psychiatrist = 0 }), form.gbt(form.rows[1], { self_rating = { a = 1, b = 1 } }), 7 } },
      gives = { { faults = { { field = "coma", code = "type" } } },
        { faults = { { field = "psychiatrist", code = "type" } } },
        { faults = { { field = "self_rating", code = "not_of_scale" } } },
        { faults = { { field = "answers", code = "type" } } } } },
    { ask = "assessment.score_many", input = { standard = "YBBF-2021-37", forms = {
      form.ltc(40, 16, 12, { self_rating = 3 }), form.ltc(40, 16, 12,
        { self_rating = { a = 4, b = 0 } }) } },
      gives = { { faults = { { field = "self_rating.a" }, { field = "self_rating.b" } } },
        { faults = { { field = "self_rating.a", code = "range" } } } } },
  } },
  -- a number with a point is refused before any plugin sees it, and has to come as text
  { name = "a score that is no whole number is told with all other faults", steps = {
    { ask = "assessment.score_many", input = { standard = "Barthel", forms = { { answers = {
      BI1 = "3.5", BI2 = "5", BI3 = 7, BI99 = 1 } } } }, gives = { { faults = {
        { field = "answers.BI1", code = "range",
          zh = "BI1“进食”的得分要填整数（不加引号），不能是“3.5”。",
          en = "BI1 (Feeding) takes a whole number without quotes, not \"3.5\"." },
        { field = "answers.BI10", code = "missing" },
        { field = "answers.BI2", zh = "BI2“洗澡”的得分要填整数（不加引号），不能是“5”。" },
        { field = "answers.BI3", zh = "BI3“修饰”只能评 0 到 5 分，每 5 分一档。" } } } } },
  } },
  { name = "day 30 counts, or not, as set", steps = {
    form.score(form.gbt(form.rows[3], { base_date = "2026-11-23",
      risk_events = { fall = { "2026-10-24", "2026-11-23" } } }), { final = 2 }),
    { settings = { window_inclusive = false }, plugin = "assessment" },
    form.score(form.gbt(form.rows[3], { base_date = "2026-11-23",
      risk_events = { fall = { "2026-10-24", "2026-11-23" } } }), { final = 1 }),
    form.score(form.gbt(form.rows[3], { base_date = "2026-11-23",
      risk_events = { fall = { "2026-10-25", "2026-11-23" } } }), { final = 2 }),
  } },
  broken("a scale whose sum is 89 does not load", function(scales)
    table.remove(scales[1].groups[4].items[4].options, 1)
  end, "B.4 sums to 14, 15 is declared"),
  broken("levels with a gap do not load", function(scales) scales[1].levels[2].from = 67 end,
    "66 lies in 0 bands"),
  broken("a combination table with a hole does not load", function(scales)
    scales[2].combination[2][3] = nil
  end, "no level at 1, 2"),
  broken("a combination that falls does not load", function(scales)
    scales[2].combination[4][4] = 2
  end, "falls at 3, 3"),
  broken("self-rating without a pair does not load", function(scales)
    table.remove(scales[2].self_rating.grades[3].pairs)
  end, "15 of 16 pairs"),
  broken("a score that is left out does not load", function(scales)
    table.remove(scales[4].groups[1].items[1].options, 2)
  end, "BI1 leaves out scores"),
  broken("an edition without its source does not load", function(scales)
    scales[5].source = nil
  end, "source is missing"),
}
