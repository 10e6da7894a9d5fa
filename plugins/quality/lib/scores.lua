-- Scores and bases as the caller gives them, checked against the edition.
local function base_of(part, given)
  if given == nil then return part.points end
  if given > 0 and given <= part.points then return given end
  refuse("bases." .. part.part, "range", part.zh .. "的适用分应为 1 至 " .. part.points .. "。",
    part.en .. ": the points that apply are 1 to " .. part.points .. ".")
  return part.points
end

local function score_of(part, given, base)
  if given == nil then
    refuse("scores." .. part.part, "required", "请填" .. part.zh .. "得分。",
      "The score of " .. part.en .. " is missing.")
  elseif given > base then
    refuse("scores." .. part.part, "above", part.zh .. "得分 " .. given .. " 超过适用分 " .. base .. "。",
      part.en .. ": " .. given .. " is more than the " .. base .. " points that apply.")
  else
    return given
  end
  return 0
end

-- Gives scores and bases by part, or ends the call with all faults.
return function(edition, scores, bases)
  local clean, base = {}, {}
  scores, bases = scores or {}, bases or {}
  for _, part in ipairs(edition.parts) do
    base[part.part] = base_of(part, bases[part.part])
    clean[part.part] = score_of(part, scores[part.part], base[part.part])
  end
  if refused() then stop() end
  return clean, base
end
