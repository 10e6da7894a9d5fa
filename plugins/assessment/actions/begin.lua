-- Opens a draft.
local beginning = require "lib.beginning"
local fields = require "lib.fields"

return {
  zh = "开始评估", en = "Begin an assessment", permission = "assessment.assess",
  subject = "resident",
  input = fields.of("resident", "standard!", "base_date", "reason", "provider", "relation",
    "contact", "place", "note", "edition"),
  output = fields.of({ name = "draft", type = "id", zh = "草稿", en = "Draft" }),
  run = function(call, home)
    local entry = copy(call.input)
    entry.base_date = entry.base_date or call.today
    return { draft = beginning(call, home, entry) }
  end,
}
