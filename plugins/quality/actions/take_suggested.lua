-- Gives every item that has no score yet what the records suggest for it.
local facts_of = require "lib.facts"
local fields = require "lib.fields"
local items = require "lib.items"
local open_draft = require "lib.open_draft"

return {
  zh = "按记录打分", en = "Take what the records suggest", permission = "quality.assess",
  deadline_ms = 5000,
  input = fields.of(fields.make("draft", "ref", "草稿", "Draft", { to = "draft", required = true })),
  output = { fields.make("scored", "integer", "打了几项", "Items scored") },
  run = function(call, home)
    local draft = open_draft(home, call.input.draft)
    if refused() then stop() end
    local _, all = items.of(home, draft)
    local done, scored = {}, 0
    for _, row in ipairs(home.find("draft_score", { draft = draft.id })) do
      done[row.item] = true
    end
    items.suggest(call, all, facts_of(call, home, draft.from, draft.to))
    for _, item in ipairs(all) do
      if item.suggested and not done[item.id] then
        home.insert("draft_score", { draft = draft.id, item = item.id, score = item.suggested,
          left_out = false })
        scored = scored + 1
      end
    end
    return { scored = scored }
  end,
}
