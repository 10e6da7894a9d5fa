-- Scores an item of a draft, or leaves it out where it does not apply.
local fields = require "lib.fields"
local open_draft = require "lib.open_draft"

return {
  zh = "给细项打分", en = "Score an item", permission = "quality.assess",
  input = fields.of(fields.make("draft", "ref", "草稿", "Draft", { to = "draft", required = true }),
    fields.make("item", "ref", "细项", "Item", { to = "item", required = true }), "score", "left_out",
    "item_document"),
  run = function(call, home)
    local input = call.input
    local draft, item = open_draft(home, input.draft), home.get("item", input.item)
    if item.standard ~= draft.standard or item.edition ~= draft.edition then
      refuse("item", "other", "这一项不属于这个版本。", "This item is of another edition.")
    elseif input.score > item.points then
      refuse("score", "above", "得分 " .. input.score .. " 超过分值 " .. item.points .. "。",
        input.score .. " is more than the item's " .. item.points .. " points.")
    elseif input.left_out and input.score > 0 then
      refuse("score", "left_out", "不适用的项目不打分。", "What does not apply has no score.")
    end
    if refused() then stop() end
    local row = { draft = draft.id, item = item.id, score = input.score,
      left_out = input.left_out, document = input.document }
    local known = home.find("draft_score", { draft = draft.id, item = item.id })[1]
    if known then
      row.document = row.document or null
      home.update("draft_score", known.id, row)
    else
      home.insert("draft_score", row)
    end
  end,
}
