local now = "2026-12-02T09:00:00+08:00"
local whole = { facilities = 104, operation = 120, service = 480 }

local function item(code, name, points, more)
  local step = { do_ = "quality.import_item", input = { part = "environment", code = code,
    name = name, points = points } }
  for key, value in pairs(more or {}) do step.input[key] = value end
  return step
end

local function score(id, points, more, refused)
  local step = { do_ = "quality.score_item", refused = refused, input = { draft = 1, item = id,
    score = points } }
  for key, value in pairs(more or {}) do step.input[key] = value end
  return step
end

-- Three items of the environment, of 120 points.
local function with_items(...)
  local steps = { item("1.1", "交通", 30), item("1.2", "标志", 50, { effort = 4 }),
    item("1.3", "绿化", 40, { effort = 1 }), { do_ = "quality.check_items" },
    { do_ = "quality.begin", input = { from = "2026-01-01", to = "2026-11-30" } } }
  for _, step in ipairs { ... } do steps[#steps + 1] = step end
  return steps
end

local function assess(input, more)
  local step = { do_ = "quality.self_assess", input = { draft = 1, scores = whole } }
  for key, value in pairs(input or {}) do step.input[key] = value end
  for key, value in pairs(more or {}) do step[key] = value end
  return step
end

return {
  { name = "sums that are wrong are named; a code that comes again is put right", at = now,
    steps = {
    item("1.1", "交通", 30), item("1.2", "标志", 50),
    { do_ = "quality.check_items", refused = { "points" } },
    item("1.2", "标志", 90), { do_ = "quality.check_items" },
    { ask = "quality.items_of", rows = 2, gives = { {}, { points = 90 } } },
  } },

  { name = "scored item by item: claimed, shown, left out", at = now, steps = with_items(
    { do_ = "quality.begin", input = { from = "2026-01-01", to = "2026-11-30" }, refused = {} },
    score(1, 31, {}, { "score" }), score(1, 30, { left_out = true }, { "score" }),
    assess({}, { refused = { "scores.environment" } }),
    score(1, 0, { left_out = true }), score(2, 40, { document = "照片" }), score(3, 20),
    { ask = "quality.draft_items", input = { draft = 1 }, rows = 3, gives = {
      { state = "shown" }, { state = "shown" }, { state = "claimed" } } },
    score(3, 30),
    assess({ scores = { environment = 71, facilities = 104, operation = 120, service = 480 } },
      { refused = { "scores.environment" } }),
    -- 70 of the 90 points that apply is less than 80 %
    assess({}, { gives = { total = 774, level = 3 } }),
    assess({}, { refused = { "draft" } }),
    { ask = "quality.item_scores", input = { id = 1 }, rows = 3, gives = { { left_out = true },
      { score = 40, shown = true, document = "照片" }, { score = 30, shown = false } } },
    { ask = "quality.record", input = { id = 1 }, gives = { parts = { { base = 90, score = 70,
      claimed = true } } } },
    -- the parts first; then the items, most points for a day first
    { ask = "quality.gaps", gives = { { what = "环境", points = 2 }, { what = "总分", points = 6 },
      { what = "1.3 绿化", points = 10, gain = "10" }, { what = "1.2 标志", points = 10,
        gain = "2.5" } }, rows = 4 },
    { ask = "quality.drafts", rows = 0 }) },

  { name = "a dropped draft makes room for another", at = now, steps = with_items(
    { do_ = "quality.drop", input = { draft = 1 } }, score(1, 3, {}, { "draft" }),
    { do_ = "quality.begin", input = { from = "2026-01-01", to = "2026-11-30" },
      gives = { draft = 2 } }) },

  { name = "without items there is nothing to score one by one", at = now, steps = {
    { do_ = "quality.begin", input = { from = "2026-01-01", to = "2026-11-30" },
      refused = { "edition" } },
  } },

  { name = "what if: other scores, and what is short then", at = now, steps = {
    { do_ = "quality.self_assess", input = { from = "2026-01-01", to = "2026-11-30", scores = {
      environment = 96, facilities = 104, operation = 120, service = 480 } } },
    { ask = "quality.what_if", rows = 6, gives = { { key = "level", value = "四级" } } },
    { ask = "quality.what_if", input = { environment = 95 }, gives = { { value = "三级" }, {},
      { key = "environment", value = "95（79.17 %）", target = "96" } } },
    { ask = "quality.what_if", input = { environment = 121 }, refused = { "scores.environment" } },
  } },
}
