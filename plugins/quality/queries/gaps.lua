-- What is short of the next level, fewest points first.
local fields = require "lib.fields"
local grade = require "lib.grading"

return {
  zh = "离下一等级还差", en = "Short of the next level", permission = "quality.read",
  columns = fields.of(fields.make("what", "text", "部分", "Part"),
    fields.make("have", "integer", "现有", "Have"), fields.make("need", "integer", "需要", "Need"),
    fields.make("points", "integer", "还差", "Missing"), "next_level", "tone"),
  run = function(call, home)
    local newest = home.query("newest", {})[1]
    if not newest then return array {} end
    newest.on = newest.to
    local result = grade(call, home, newest)
    local names, rows = { total = "总分" }, result.short_of
    for _, part in ipairs(call.data.editions[1].parts) do names[part.part] = part.zh end
    for _, row in ipairs(rows) do
      row.what, row.next_level, row.tone = names[row.what], result.next_level, "late"
    end
    table.sort(rows, function(a, b)
      if a.points ~= b.points then return a.points < b.points end
      return a.what < b.what
    end)
    return rows
  end,
}
