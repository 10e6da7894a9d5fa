-- Sums, ranges and tables of the scales. Raises an error that says what does
-- not add up, so that a wrong scale is never used.
local function wrong(scale, text, ...)
  error(scale.standard .. ", " .. scale.edition .. ": " .. text:format(...), 0)
end

local function check_item(scale, group, item)
  local step, top = group.step or scale.step, 0
  local seen, count = {}, 0
  for _, option in ipairs(item.options) do
    if seen[option.value] or option.value < 0 or option.value % step ~= 0 then
      wrong(scale, "%s has the score %d twice, or no such step", item.code, option.value)
    end
    if not (option.zh and option.en) then
      wrong(scale, "%s has an option without words", item.code)
    end
    seen[option.value], count, top = true, count + 1, math.max(top, option.value)
  end
  if count ~= top // step + 1 then
    wrong(scale, "%s leaves out scores between 0 and %d", item.code, top)
  end
  return top
end

local function check_items(scale)
  local total, count, codes = 0, 0, {}
  for _, group in ipairs(scale.groups) do
    local sum = 0
    for _, item in ipairs(group.items) do
      if codes[item.code] then wrong(scale, "the code %s comes twice", item.code) end
      codes[item.code] = true
      sum, count = sum + check_item(scale, group, item), count + 1
    end
    if sum ~= group.max then
      wrong(scale, "%s sums to %d, %d is declared", group.code, sum, group.max)
    end
    total = total + sum
  end
  if total ~= scale.total then
    wrong(scale, "the items sum to %d, %d is declared", total, scale.total)
  end
  if count ~= scale.count then
    wrong(scale, "there are %d items, %d are declared", count, scale.count)
  end
end

-- Bands { from, to } hold every number from 0 to `top` exactly once.
local function check_cover(scale, what, bands, top)
  for mark = 0, top do
    local hits = 0
    for _, band in ipairs(bands) do
      if mark >= band[1] and mark <= band[2] then hits = hits + 1 end
    end
    if hits ~= 1 then wrong(scale, "%s: %d lies in %d bands", what, mark, hits) end
  end
end

local function check_levels(scale)
  local bands = {}
  for i, level in ipairs(scale.levels) do
    if level.level ~= i - 1 then wrong(scale, "level %d is out of order", level.level) end
    bands[i] = { level.from, level.to }
  end
  if scale.method == "sum" then check_cover(scale, "levels", bands, scale.total) end
end

local function check_cuts(scale)
  for i, cuts in ipairs(scale.cuts) do
    local top = scale.groups[i].max
    if cuts[1] ~= top or cuts[1] <= cuts[2] or cuts[2] <= cuts[3] or cuts[3] <= 0 then
      wrong(scale, "the cut-points of %s are out of order", scale.groups[i].code)
    end
  end
end

local function check_combination(scale)
  for row = 1, 4 do
    for column = 1, 4 do
      local cell = (scale.combination[row] or {})[column]
      if not cell or not scale.levels[cell + 1] then
        wrong(scale, "the combination table has no level at %d, %d", row - 1, column - 1)
      end
      local left, above = column > 1 and scale.combination[row][column - 1] or 0,
        row > 1 and scale.combination[row - 1][column] or 0
      if cell < left or cell < above then
        wrong(scale, "the combination table falls at %d, %d", row - 1, column - 1)
      end
    end
  end
end

local function check_self_rating(scale)
  local seen, count = {}, 0
  for _, each in ipairs(scale.self_rating.grades) do
    for _, pair in ipairs(each.pairs) do
      local key = pair[1] .. "," .. pair[2]
      if seen[key] or pair[1] > 3 or pair[2] > 3 then
        wrong(scale, "self-rating: (%s) comes twice, or is none", key)
      end
      seen[key], count = true, count + 1
    end
  end
  if count ~= 16 then wrong(scale, "self-rating: %d of 16 pairs", count) end
end

local methods = {
  sum = function() end,
  combination = function(scale)
    check_cuts(scale)
    check_combination(scale)
    check_self_rating(scale)
  end,
  grades = function(scale)
    for _, group in ipairs(scale.groups) do
      local bands = scale.bands[group.code]
      if bands then check_cover(scale, group.code, bands, group.max) end
    end
  end,
  risks = function(scale)
    if scale.cuts.medium < 1 or scale.cuts.high <= scale.cuts.medium then
      wrong(scale, "the points of medium and high risk are out of order")
    end
  end,
}

local function check_edition(scale)
  for _, name in ipairs { "key", "standard", "edition", "valid_from", "source", "confidence",
    "zh", "en" } do
    if not scale[name] then wrong(scale, "%s is missing", name) end
  end
  if scale.valid_to and scale.valid_to <= scale.valid_from then
    wrong(scale, "it ends before it begins")
  end
  check_items(scale)
  check_levels(scale)
  local method = methods[scale.method]
  if not method then wrong(scale, "no such method: %s", scale.method) end
  method(scale)
end

return function(scales)
  local known = {}
  for _, scale in ipairs(scales) do
    local key = scale.standard .. "/" .. scale.edition
    if known[key] then wrong(scale, "this edition comes twice") end
    known[key] = true
    check_edition(scale)
  end
end
