-- Completes an assessment: from a draft, or all at once. What comes with the
-- call goes before what the draft holds.
local complete = require "lib.complete"
local drafts = require "lib.drafts"
local fields = require "lib.fields"

local from_draft = { "resident", "standard", "edition", "base_date", "reason", "answers", "coma",
  "diagnoses", "psychiatrist", "risk_events", "self_rating", "provider", "relation", "contact",
  "place", "note", "supersedes", "why" }

local function required(entry, name, zh, en)
  if entry[name] == nil then refuse(name, "required", zh, en) end
end

local function entry_of(call, home)
  local entry, draft = {}, nil
  if call.input.draft then
    draft = drafts.open(call, home)
    for _, name in ipairs(from_draft) do entry[name] = draft[name] end
    if call.input.resident and call.input.resident ~= draft.resident then
      refuse("resident", "other", "草稿是另一位老人的。", "The draft is of another resident.")
    end
  end
  for name, value in pairs(call.input) do entry[name] = value end
  if draft and call.input.standard and call.input.standard ~= draft.standard then
    refuse("standard", "other", "草稿用的是 " .. draft.standard .. "。",
      "The draft is of " .. draft.standard .. ".")
  end
  required(entry, "resident", "请填老人。", "Give the resident.")
  required(entry, "standard", "请填量表。", "Give the scale.")
  entry.base_date = entry.base_date or call.today
  return entry, draft
end

return {
  zh = "完成评估", en = "Complete the assessment", permission = "assessment.assess", confirm = true,
  subject = "resident",
  input = fields.of("draft?", "assessors", "provider", "relation", "contact", "provider_signed",
    "place", "note", "resident?", { name = "standard", type = "text", max = 40, zh = "量表",
      en = "Scale" }, "edition", "base_date", "reason", "answers", "coma", "diagnoses",
    "psychiatrist", "risk_events", "self_rating", "supersedes", "why"),
  output = fields.of("assessment", "standard_text", "edition",
    { name = "total", type = "integer", zh = "总分", en = "Total" },
    { name = "preliminary", type = "integer", zh = "初步等级", en = "Preliminary level" },
    { name = "final", type = "integer", zh = "最终等级", en = "Final level" },
    "level", "level_zh", "level_en",
    { name = "previous", type = "integer", zh = "上次等级", en = "Previous level" },
    { name = "reasons", type = "json", zh = "等级变更依据", en = "Reasons" },
    { name = "warnings", type = "json", zh = "请注意", en = "Warnings" }),
  run = function(call, home)
    local entry, draft = entry_of(call, home)
    if refused() then stop() end
    return complete(call, home, entry, draft)
  end,
}
