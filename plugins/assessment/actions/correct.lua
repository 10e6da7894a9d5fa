-- A completed assessment is never changed: a draft with its answers takes its place.
local beginning = require "lib.beginning"
local fields = require "lib.fields"

local kept = { "resident", "standard", "reason", "provider", "relation", "contact", "place",
  "note" }

-- Events that nobody typed were those on record: they are counted anew.
local function same(typed, counted)
  for kind, count in pairs(typed) do
    if counted[kind] ~= count then return false end
  end
  for kind in pairs(counted) do
    if typed[kind] == nil then return false end
  end
  return true
end

return {
  zh = "更正评估", en = "Correct the assessment", permission = "assessment.assess",
  input = fields.of("assessment", "why!", "base_date"),
  output = fields.of({ name = "draft", type = "id", zh = "草稿", en = "Draft" }),
  run = function(call, home)
    local old = home.get("assessment", call.input.assessment)
    local entry = { supersedes = old.id, why = call.input.why,
      base_date = call.input.base_date or old.base_date }
    for _, name in ipairs(kept) do entry[name] = old[name] end
    if entry.base_date == old.base_date then entry.edition = old.edition end
    local form = old.form
    if form.risk_events and old.counted and same(form.risk_events, old.counted) then
      form.risk_events = nil
    end
    return { draft = beginning(call, home, entry, old) }
  end,
}
