local drafts = require "lib.drafts"
local fields = require "lib.fields"
local tell = require "lib.tell"

return {
  zh = "放弃草稿", en = "Drop the draft", permission = "assessment.assess", confirm = true,
  input = fields.of("draft", "note"),
  output = fields.of({ name = "draft", type = "id", zh = "草稿", en = "Draft" }),
  run = function(call, home)
    local draft = drafts.open(call, home)
    home.update("draft", draft.id, { state = "dropped", changed = call.now,
      note = call.input.note or draft.note })
    tell(home, draft.resident, "draft")
    return { draft = draft.id }
  end,
}
