-- What is short of the next level: the parts, fewest points first; then the items
-- where points can be had, most points for a person-day first.
local fields = require "lib.fields"
local grade = require "lib.grading"

local function parts_of(call, result)
  local names, rows = { total = "总分" }, array {}
  for _, part in ipairs(call.data.editions[1].parts) do names[part.part] = part.zh end
  for i, row in ipairs(result.short_of) do
    rows[i] = { what = names[row.what], have = row.have, need = row.need, points = row.points,
      next_level = result.next_level, tone = "late" }
  end
  table.sort(rows, function(a, b)
    if a.points ~= b.points then return a.points < b.points end
    return a.what < b.what
  end)
  return rows
end

-- Items of unknown effort stand last, by points.
local function before(a, b)
  if (a.gain ~= nil) ~= (b.gain ~= nil) then return a.gain ~= nil end
  if a.gain and a.gain ~= b.gain then return decimal.cmp(a.gain, b.gain) > 0 end
  if a.points ~= b.points then return a.points > b.points end
  return a.what < b.what
end

local function items_of(home, newest, result)
  local short, rows = {}, array {}
  for _, row in ipairs(result.short_of) do short[row.what] = true end
  for _, item in ipairs(home.query("item_scores", { id = newest.id })) do
    local points = item.points - item.score
    if points > 0 and not item.left_out and (short[item.part] or short.total) then
      rows[#rows + 1] = { what = item.code .. " " .. item.name, have = item.score,
        need = item.points, points = points, effort = item.effort,
        gain = item.effort and decimal.div(tostring(points), tostring(item.effort), 2) or nil,
        next_level = result.next_level, tone = item.shown and "plain" or "reserved" }
    end
  end
  table.sort(rows, before)
  return rows
end

return {
  zh = "离下一等级还差", en = "Short of the next level", permission = "quality.read",
  columns = fields.of(fields.make("what", "text", "部分或细项", "Part or item"),
    fields.make("have", "integer", "现有", "Have"), fields.make("need", "integer", "需要", "Need"),
    fields.make("points", "integer", "还差", "Missing"), "effort",
    fields.make("gain", "decimal", "每人日得分", "Points a person-day", { scale = 2 }), "next_level",
    "tone"),
  run = function(call, home)
    local newest = home.query("newest", {})[1]
    if not newest then return array {} end
    newest.on = newest.to
    local result = grade(call, home, newest)
    local rows = parts_of(call, result)
    for _, row in ipairs(items_of(home, newest, result)) do rows[#rows + 1] = row end
    return rows
  end,
}
