-- Grades scores for a day, and says why no level is given where none is.
local edition_of = require "lib.edition"
local scores_of = require "lib.scores"

local function name_of(edition, level)
  for _, one in ipairs(edition.levels) do
    if one.level == level then return one end
  end
  return { zh = "未达一级", en = "No level" }
end

-- Open major hazards keep from a level; they leave the points as they are.
local function grade(call, home, input)
  local day = input.on or call.today
  local edition = edition_of(call, input.standard, day, input.edition)
  local scores, bases = scores_of(edition, input.scores, input.bases)
  local result = call.rules.grade(edition, scores, bases)
  local blocking = call.settings.hazard_blocks and home.query("fire_safety.blocking", {}) or {}
  if #blocking > 0 then
    result.would_be, result.level, result.blocked = result.level, 0, array {}
    for i, hazard in ipairs(blocking) do
      result.blocked[i] = { hazard = hazard.hazard, zh = "重大事故隐患没有销号：" .. hazard.what,
        en = "A major hazard is open: " .. hazard.what }
    end
  end
  local named = name_of(edition, result.level)
  result.level_zh, result.level_en = named.zh, named.en
  result.level_name = tostring(result.level)
  result.standard, result.edition = edition.standard, edition.edition
  result.source, result.confidence = edition.source, edition.confidence
  return result, scores, bases
end

return grade
