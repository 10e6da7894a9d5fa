local fields = require "lib.fields"
local open_draft = require "lib.open_draft"

return {
  zh = "放弃草稿", en = "Drop the draft", permission = "quality.assess", confirm = true,
  input = fields.of(fields.make("draft", "ref", "草稿", "Draft", { to = "draft", required = true })),
  run = function(call, home)
    local draft = open_draft(home, call.input.draft)
    if refused() then stop() end
    home.update("draft", draft.id, { state = "dropped" })
  end,
}
