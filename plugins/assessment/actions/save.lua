-- Keeps a draft as far as it is filled in: it can be left and resumed.
local drafts = require "lib.drafts"
local fields = require "lib.fields"
local scales = require "lib.scales"

local kept = { "coma", "diagnoses", "psychiatrist", "risk_events", "self_rating", "base_date",
  "reason", "provider", "relation", "contact", "place", "note", "supersedes", "why" }

-- What is emptied: answers by their codes, else what need not be there. Gives the codes.
local function clear(call, draft, changes)
  local codes, may, gone = scales.exactly(draft.standard, draft.edition).codes, {}, array {}
  for _, name in ipairs(kept) do may[name] = name ~= "base_date" and name ~= "reason" end
  for place, name in ipairs(call.input.clear or {}) do
    if codes[name] then
      gone[#gone + 1] = name
    elseif may[name] then
      changes[name] = null
    else
      drafts.refuse_clear(place)
    end
  end
  return gone
end

return {
  zh = "保存草稿", en = "Save the draft", permission = "assessment.assess",
  input = fields.of("draft", "answers", "coma", "diagnoses", "psychiatrist", "risk_events",
    "self_rating", "base_date", "reason", "provider", "relation", "contact", "place", "note",
    "supersedes", "why", "clear"),
  output = fields.of({ name = "draft", type = "id", zh = "草稿", en = "Draft" },
    { name = "version", type = "integer", zh = "修改次数", en = "Version" }),
  run = function(call, home)
    local input, changes = call.input, {}
    local draft = drafts.open(call, home)
    local gone = clear(call, draft, changes)
    for _, name in ipairs(kept) do
      if input[name] ~= nil then changes[name] = input[name] end
    end
    if input.answers ~= nil or #gone > 0 then
      changes.answers = drafts.answers(call, draft, input.answers or {}, gone)
    end
    if input.base_date and input.base_date > call.today then
      refuse("base_date", "future", "评估基准日期还没有到。", "The base date has not come yet.")
    end
    if refused() then stop() end
    return { draft = draft.id, version = drafts.change(call, home, draft, changes) }
  end,
}
