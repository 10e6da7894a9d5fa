-- What the records showed when a self-assessment was made: as it was kept.
local fields = require "lib.fields"
local part_names = require "lib.part_names"

return {
  zh = "自评时记录里的依据", en = "What the records showed", permission = "quality.read",
  input = { { name = "id", type = "ref", to = "assessment", required = true, zh = "自评",
    en = "Self-assessment" } },
  columns = fields.facts,
  run = function(call, home)
    local row = home.get("assessment", call.input.id)
    if not row then fail("没有这次自评。", "There is no such self-assessment.") end
    return part_names(call, row.facts or array {})
  end,
}
