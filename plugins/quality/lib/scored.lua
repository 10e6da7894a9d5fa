-- The scores of the parts from a draft's items: a part whose items were brought
-- in is the sum of them, on the points of those that apply to the home.
local items = require "lib.items"

local function entered(home, draft)
  local by_item = {}
  for _, row in ipairs(home.find("draft_score", { draft = draft.id })) do
    by_item[row.item] = row
  end
  return by_item
end

local function check_whole(part, list, by_item)
  local missing = {}
  for _, item in ipairs(list) do
    if not by_item[item.id] then missing[#missing + 1] = item.code end
  end
  if #missing == 0 then return end
  local named = table.concat(missing, "、", 1, math.min(#missing, 5))
  refuse("scores." .. part, "items", "还有 " .. #missing .. " 项没有打分：" .. named,
    #missing .. " items have no score yet: " .. named)
end

-- Gives score, base and rows to keep of a part's items.
local function sum(list, by_item)
  local score, base, rows = 0, 0, {}
  for _, item in ipairs(list) do
    local mine = by_item[item.id]
    if not mine.left_out then
      score, base = score + mine.score, base + item.points
    end
    rows[#rows + 1] = { item = item.id, points = item.points, left_out = mine.left_out,
      score = mine.left_out and 0 or mine.score, suggested = item.suggested,
      document = mine.document, met = item.met, of = item.of,
      shown = mine.left_out or items.shown(mine.score, item.suggested, mine.document) }
  end
  return score, base, rows
end

-- `input.scores` and `.bases` get the sums of the parts that have items; gives
-- the rows of the items. `facts`: of the draft's period.
return function(call, home, edition, draft, facts)
  local input, kept = call.input, {}
  local by_part, all = items.of(home, edition)
  local by_item = draft and entered(home, draft) or {}
  items.suggest(call, all, facts)
  input.scores, input.bases = input.scores or {}, input.bases or {}
  for part, list in pairs(by_part) do
    check_whole(part, list, by_item)
    if not refused() then
      local score, base, rows = sum(list, by_item)
      if input.scores[part] and input.scores[part] ~= score then
        refuse("scores." .. part, "sum", "各项合计是 " .. score .. " 分。",
          "The items come to " .. score .. " points.")
      elseif base == 0 then
        refuse("bases." .. part, "range", "不能所有细项都不适用。", "Some item must apply.")
      end
      input.scores[part], input.bases[part] = score, base
      for _, row in ipairs(rows) do kept[#kept + 1] = row end
    end
  end
  return kept
end
