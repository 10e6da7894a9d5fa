-- The scales made ready for scoring: what lies behind each code, and which
-- edition holds on a day.
local check = require "lib.check"

local scales = { list = require "data.scales" }

local function index(scale)
  local codes, count = {}, 0
  for g, group in ipairs(scale.groups) do
    for _, item in ipairs(group.items) do
      local field = item.code:lower():gsub("%.", "_")
      codes[item.code] = { group = g, max = item.options[1].value, item = item, field = field,
        step = group.step or scale.step }
      for _, option in ipairs(item.options) do
        codes[item.code].max = math.max(codes[item.code].max, option.value)
      end
      count = count + 1
    end
  end
  return codes, count
end

-- ready[i]: { scale =, codes =, count =, groups = }: what rules.score takes.
scales.ready = {}
local function make_ready(scale)
  local codes, count = index(scale)
  return { scale = scale, codes = codes, count = count, groups = #scale.groups }
end

for i, scale in ipairs(scales.list) do scales.ready[i] = make_ready(scale) end

-- Those that come along and those that the home added (rules/editions.lua).
function scales.with_own(call)
  local all, own = {}, call.rules.editions(scales.list)
  for _, list in ipairs { scales.list, own } do
    for _, scale in ipairs(list) do all[#all + 1] = scale end
  end
  local sound, why = pcall(check, all)
  if not sound then
    fail("本院加的量表版本有错，先改好才能用：" .. tostring(why),
      "An edition that this home added does not add up; put it right first: " .. tostring(why))
  end
  for i, scale in ipairs(all) do all[i] = scales.ready[i] or make_ready(scale) end
  return all
end

function scales.holds(scale, day)
  return scale.valid_from <= day and not (scale.valid_to and scale.valid_to <= day)
end

local function names(field)
  local list, seen = {}, {}
  for _, scale in ipairs(scales.list) do
    if not seen[scale[field]] then list[#list + 1] = scale[field] end
    seen[scale[field]] = true
  end
  return table.concat(list, ", ")
end

local function until_word(scale)
  return scale.valid_to and ("–" .. scale.valid_to) or ""
end

-- The edition that was asked for, or the one that holds on the day; nil and a
-- fault when there is none.
function scales.find(standard, edition, day)
  local known
  for _, ready in ipairs(scales.ready) do
    local scale = ready.scale
    if scale.standard == standard and (not edition or scale.edition == edition) then
      known = scale
      if scales.holds(scale, day) then return ready end
    end
  end
  if known then
    return nil, { field = edition and "edition" or "base_date", code = "edition",
      zh = standard .. " 在 " .. day .. " 没有适用的版本（" .. known.edition .. " 自 "
        .. known.valid_from .. until_word(known) .. " 有效）。请核对评估基准日期或量表版本。",
      en = "No edition of " .. standard .. " holds on " .. day .. " (" .. known.edition
        .. " is valid from " .. known.valid_from .. until_word(known)
        .. "). Check the base date or the edition." }
  end
  for _, scale in ipairs(scales.list) do
    if scale.standard == standard then
      return nil, { field = "edition", code = "unknown", zh = "没有这个版本：" .. edition .. "。",
        en = "There is no such edition: " .. edition .. "." }
    end
  end
  return nil, { field = "standard", code = "unknown",
    zh = "没有这个量表。可用的有：" .. names("standard") .. "。",
    en = "There is no such scale. Known: " .. names("standard") .. "." }
end

-- As above whatever the day: for what was scored long ago.
function scales.exactly(standard, edition)
  for _, ready in ipairs(scales.ready) do
    if ready.scale.standard == standard and ready.scale.edition == edition then return ready end
  end
end

-- The words of a level.
function scales.level(standard, edition, level)
  local ready = scales.exactly(standard, edition)
  return ready and level and ready.scale.levels[level + 1]
end

return scales
