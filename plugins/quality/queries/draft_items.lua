-- The items of a draft, scored or not, beside what the records suggest.
local facts_of = require "lib.facts"
local fields = require "lib.fields"
local items = require "lib.items"
local part_names = require "lib.part_names"

local function dress(item, mine)
  item.item = item.id
  if not mine then
    item.tone, item.state = "reserved", "open"
    return
  end
  item.score, item.left_out, item.document = mine.score, mine.left_out, mine.document
  local shown = mine.left_out or items.shown(mine.score, item.suggested, mine.document)
  item.tone, item.state = shown and "free" or "late", shown and "shown" or "claimed"
end

return {
  zh = "逐项自评", en = "Item by item", permission = "quality.read", deadline_ms = 10000,
  input = { fields.make("draft", "ref", "草稿", "Draft", { to = "draft", required = true }) },
  columns = fields.of("id", fields.make("item", "ref", "细项", "Item", { to = "item" }), "part",
    fields.make("part_name", "text", "部分", "Part"), "code", "name", "points", "suggested", "met",
    "out_of", fields.make("score", "integer", "得分", "Score"),
    fields.make("left_out", "boolean", "不适用", "Does not apply"), "item_document",
    fields.make("state", "enum", "状态", "State", { values = {
      { value = "open", zh = "没有打分", en = "No score yet" },
      { value = "shown", zh = "有依据", en = "Shown" },
      { value = "claimed", zh = "只有自述", en = "Claimed" } } }), "tone"),
  run = function(call, home)
    local draft = home.get("draft", call.input.draft)
    if not draft then fail("没有这份草稿。", "There is no such draft.") end
    local mine, _, all = {}, items.of(home, draft)
    for _, row in ipairs(home.find("draft_score", { draft = draft.id })) do
      mine[row.item] = row
    end
    items.suggest(call, all, facts_of(call, home, draft.from, draft.to))
    for _, item in ipairs(all) do dress(item, mine[item.id]) end
    return part_names(call, array(all))
  end,
}
