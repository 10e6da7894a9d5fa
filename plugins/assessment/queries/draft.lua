-- One draft: how far it is, and what it comes to when all is answered.
local counting = require "lib.counting"
local enums = require "data.enums"
local fields = require "lib.fields"
local filling = require "lib.filling"
local scales = require "lib.scales"
local words = require "lib.words"

local columns = fields.of("id", { name = "draft", type = "id", zh = "草稿", en = "Draft" },
  "resident", "resident_name", "standard_text", "edition", "base_date", "reason",
  { name = "state", type = "enum", values = enums.draft, zh = "状态", en = "State" }, "tone",
  { name = "answered", type = "integer", zh = "已评项目", en = "Items answered" },
  { name = "items", type = "integer", zh = "项目数", en = "Items" },
  { name = "outlook", type = "text", max = 500, zh = "按现在的答案", en = "By these answers" },
  { name = "outlook_en", type = "text", max = 500, zh = "按现在的答案（英文）",
    en = "By these answers" },
  { name = "reasons", type = "json", zh = "还要处理", en = "Still to do" },
  "coma", "diagnoses", "psychiatrist", "self_rating", "provider", "relation", "contact", "place",
  "note", "supersedes", "why",
  { name = "began_by", type = "text", zh = "开始的人", en = "Begun by" },
  { name = "changed", type = "instant", zh = "最近修改", en = "Changed" },
  { name = "assessment", type = "ref", to = "assessment", zh = "完成的评估", en = "The assessment" },
  "actions")
for _, ready in ipairs(scales.ready) do
  for _, field in ipairs(filling.fields(ready)) do columns[#columns + 1] = field end
end
for _, field in ipairs(filling.event_fields()) do columns[#columns + 1] = field end

local copied = { "id", "resident", "standard", "edition", "base_date", "reason", "state", "coma",
  "diagnoses", "psychiatrist", "self_rating", "provider", "relation", "contact", "place", "note",
  "supersedes", "why", "began_by", "changed", "assessment" }

local function outlook(row, verdict, faults)
  if verdict then
    row.outlook, row.outlook_en = words.level(verdict)
    row.reasons = verdict.warnings
    return
  end
  row.reasons = array {}
  local missing = {}
  for _, fault in ipairs(faults) do
    if fault.code == "missing" then
      missing[#missing + 1] = fault.field:match("^answers%.(.*)$")
    else
      table.insert(row.reasons, { code = fault.code, zh = fault.zh, en = fault.en })
    end
  end
  if missing[1] then
    local codes = table.concat(missing, " ")
    table.insert(row.reasons, { code = "missing",
      zh = "还有 " .. #missing .. " 项没有评：" .. codes .. "。",
      en = #missing .. " items are not answered: " .. codes .. "." })
  end
end

return {
  zh = "评估草稿", en = "Draft", permission = "assessment.read",
  input = { { name = "id", type = "ref", to = "draft", required = true, zh = "草稿",
    en = "Draft" } },
  columns = columns,
  run = function(call, home)
    local draft = home.get("draft", call.input.id)
    if not draft then return array {} end
    local row, ready = { draft = draft.id }, scales.exactly(draft.standard, draft.edition)
    for _, name in ipairs(copied) do row[name] = draft[name] end
    row.resident_name = home.get("residents.resident", draft.resident).name
    row.answered, row.items = 0, ready.count
    for _ in pairs(draft.answers) do row.answered = row.answered + 1 end
    filling.values(row, draft)
    outlook(row, counting.score(call, home, draft))
    local open = draft.state == "open"
    row.tone = open and "reserved" or "blocked"
    row.actions = open and array { filling.name(ready), "sign", "finish", "drop" }
      or array {}
    return array { row }
  end,
}
