-- Completes a draft as it stands: the form of the desk, which asks nothing
-- that the draft holds already.
local complete = require "actions.complete"
local fields = require "lib.fields"

return {
  zh = "完成草稿", en = "Complete the draft", permission = "assessment.assess", confirm = true,
  input = fields.of("draft", "assessors", "provider", "relation", "contact", "provider_signed",
    "place", "note"),
  output = complete.output,
  run = complete.run,
}
