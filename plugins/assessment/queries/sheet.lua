-- The answers of a completed assessment, in words.
local sheet = require "lib.sheet"

return {
  zh = "评估表", en = "Form", permission = "assessment.read",
  input = { { name = "id", type = "ref", to = "assessment", required = true, zh = "评估",
    en = "Assessment" } },
  columns = sheet.columns,
  run = function(call, home)
    local found = home.get("assessment", call.input.id)
    if not found then return array {} end
    return sheet.rows(found.standard, found.edition, found.form.answers)
  end,
}
