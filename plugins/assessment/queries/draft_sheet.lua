-- The answers of a draft so far, in words.
local sheet = require "lib.sheet"

return {
  zh = "评估表", en = "Form", permission = "assessment.read",
  input = { { name = "id", type = "ref", to = "draft", required = true, zh = "草稿",
    en = "Draft" } },
  columns = sheet.columns,
  run = function(call, home)
    local found = home.get("draft", call.input.id)
    if not found then return array {} end
    return sheet.rows(found.standard, found.edition, found.answers)
  end,
}
