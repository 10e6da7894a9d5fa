local fields = require "lib.fields"

return {
  zh = "放弃草稿", en = "Drop the draft", permission = "quality.assess", confirm = true,
  input = fields.of(fields.make("draft", "ref", "草稿", "Draft", { to = "draft", required = true })),
  run = function(call, home)
    local draft = home.get("draft", call.input.draft)
    if draft.state ~= "open" then
      refuse("draft", "state", "这份草稿已经记录或放弃。", "This draft is recorded or dropped.")
      stop()
    end
    home.update("draft", draft.id, { state = "dropped" })
  end,
}
