-- Keeps a self-assessment. A part without evidence is kept too, and shown as a
-- claim.
local fields = require "lib.fields"
local grade = require "lib.grading"

local function check_period(input, today)
  if input.to < input.from then
    refuse("to", "order", "结束日期在开始日期之前。", "The last day is before the first.")
  elseif input.to > today then
    refuse("to", "future", "自评只能到今天为止。", "A self-assessment ends today at the latest.")
  end
end

return {
  zh = "记录自评", en = "Record a self-assessment", permission = "quality.assess", confirm = true,
  input = fields.of("standard", "edition", "from", "to", "scores", "bases",
    "evidence", "note",
    fields.make("supersedes", "ref", "取代哪一次自评", "Supersedes", { to = "assessment" })),
  output = fields.of(fields.make("assessment", "id", "自评", "Self-assessment"), "total", "level"),
  run = function(call, home)
    local input = call.input
    check_period(input, call.today)
    if refused() then stop() end
    local asked = { standard = input.standard, edition = input.edition, on = input.to,
      scores = input.scores, bases = input.bases }
    local result, scores, bases = grade(call, home, asked)
    local id = home.insert("assessment", { standard = result.standard, edition = result.edition,
      from = input.from, to = input.to, scores = scores, bases = bases,
      evidence = input.evidence or {},
      total = result.total, level = result.level, blocked = result.blocked,
      supersedes = input.supersedes, made = call.now, by = call.person.name, note = input.note })
    home.publish("assessed", "quality:home", { assessment = id, level = result.level })
    return { assessment = id, total = result.total, level = result.level }
  end,
}
