-- The grade that the records of a period come to by themselves: items with records
-- get what these suggest, the others what the newest self-assessment gave them. A
-- part without items keeps its score. Nothing is kept.
local facts_of = require "lib.facts"
local fields = require "lib.fields"
local grade = require "lib.grading"
local items = require "lib.items"
local period = require "lib.period"

local function scores_of(call, home, newest, facts)
  local scores, bases = copy(newest.scores), copy(newest.bases)
  local by_part, all = items.of(home, newest)
  local kept, moved = {}, array {}
  for _, row in ipairs(home.query("item_scores", { id = newest.id })) do kept[row.id] = row end
  items.suggest(call, all, facts)
  for part, list in pairs(by_part) do
    local sum, base = 0, 0
    for _, item in ipairs(list) do
      local mine = kept[item.id] or { score = 0 }
      if not mine.left_out then
        local score = item.suggested or mine.score
        sum, base = sum + score, base + item.points
        if score ~= mine.score then
          moved[#moved + 1] = { code = item.code, name = item.name, was = mine.score, now = score }
        end
      end
    end
    if base > 0 then scores[part], bases[part] = sum, base end
  end
  return scores, bases, moved
end

return {
  zh = "按记录评级", en = "Grade from the records", permission = "quality.read", single = true,
  deadline_ms = 10000,
  input = { fields.make("from", "date", "从（不填就是一年前）", "From (a year ago when empty)"),
    fields.make("to", "date", "到（含）", "To (included)") },
  columns = fields.of("standard", "edition", "total", "rates", "level", "level_name", "next_level",
    "short_of", "blocked", fields.make("moved", "list", "和自评不同的细项", "Items that differ",
      { max = 1000, of = { type = "object", fields = fields.of("code", "name",
        fields.make("was", "integer", "自评", "Assessed"),
        fields.make("now", "integer", "按记录", "By the records")) } }),
    fields.make("facts", "list", "记录", "Records", { of = { type = "object", fields = fields.facts },
      max = 200 })),
  run = function(call, home)
    local from, to = period(call)
    local newest = home.query("newest", {})[1]
    if not newest then
      refuse("from", "no_assessment", "还没有自评，没有可比的得分。",
        "There is no self-assessment yet to start from.")
      stop()
    end
    local facts = facts_of(call, home, from, to)
    local scores, bases, moved = scores_of(call, home, newest, facts)
    local result = grade(call, home, { standard = newest.standard, edition = newest.edition,
      on = newest.to, scores = scores, bases = bases })
    result.moved, result.facts = moved, facts
    return { standard = result.standard, edition = result.edition, total = result.total,
      rates = result.rates, level = result.level, level_name = result.level_name,
      next_level = result.next_level, short_of = result.short_of, blocked = result.blocked,
      moved = moved, facts = facts }
  end,
}
