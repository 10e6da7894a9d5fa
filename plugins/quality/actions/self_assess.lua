-- Keeps a self-assessment, with what the records of its period showed. A part or
-- an item without evidence is kept too, and shown as a claim.
local check_period = require "lib.check_period"
local edition_of = require "lib.edition"
local facts_of = require "lib.facts"
local fields = require "lib.fields"
local grade = require "lib.grading"
local open_draft = require "lib.open_draft"
local scored = require "lib.scored"

-- The draft that is finished by this, or nil; its words go before those of the
-- input.
local function draft_of(home, input)
  if input.draft then
    local draft = open_draft(home, input.draft)
    for _, name in ipairs { "standard", "edition", "from", "to" } do input[name] = draft[name] end
    return draft
  end
  for _, name in ipairs { "from", "to" } do
    if not input[name] then
      refuse(name, "required", "请填时段，或选一份草稿。", "Give the period, or choose a draft.")
    end
  end
end

local function keep(call, home, result, made)
  local input = call.input
  local id = home.insert("assessment", { standard = result.standard, edition = result.edition,
    from = input.from, to = input.to, scores = made.scores, bases = made.bases,
    evidence = input.evidence or {}, facts = made.facts, total = result.total,
    level = result.level, blocked = result.blocked, supersedes = input.supersedes,
    made = call.now, by = call.person.name, note = input.note })
  for _, row in ipairs(made.items) do
    row.assessment = id
    home.insert("item_score", row)
  end
  if made.draft then home.update("draft", made.draft.id, { state = "done" }) end
  home.publish("assessed", "quality:home", { assessment = id, level = result.level })
  return id
end

return {
  zh = "记录自评", en = "Record a self-assessment", permission = "quality.assess", confirm = true,
  deadline_ms = 5000,
  input = fields.of(fields.make("draft", "ref", "草稿（逐项打分的）", "Draft, scored by item",
      { to = "draft" }), "standard", "edition",
    fields.make("from", "date", "从", "From"), fields.make("to", "date", "到", "To"), "scores",
    "bases", "evidence", "note",
    fields.make("supersedes", "ref", "取代哪一次自评", "Supersedes", { to = "assessment" })),
  output = fields.of(fields.make("assessment", "id", "自评", "Self-assessment"), "total", "level"),
  run = function(call, home)
    local input = call.input
    local draft = draft_of(home, input)
    if refused() then stop() end
    check_period(input.from, input.to, call.today)
    local edition = edition_of(call, input.standard, input.to, input.edition)
    local facts = facts_of(call, home, input.from, input.to)
    local items = scored(call, home, edition, draft, facts)
    if refused() then stop() end
    local result, scores, bases = grade(call, home, { standard = edition.standard,
      edition = edition.edition, on = input.to, scores = input.scores, bases = input.bases })
    local id = keep(call, home, result, { scores = scores, bases = bases, facts = facts,
      items = items, draft = draft })
    return { assessment = id, total = result.total, level = result.level }
  end,
}
