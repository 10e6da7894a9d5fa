-- What the records showed when a self-assessment was made: as it was kept.
local fields = require "lib.fields"
local kept = require "lib.kept"
local part_names = require "lib.part_names"

return {
  zh = "自评时记录里的依据", en = "What the records showed", permission = "quality.read",
  input = { { name = "id", type = "ref", to = "assessment", required = true, zh = "自评",
    en = "Self-assessment" } },
  columns = fields.facts,
  run = function(call, home)
    local row = kept(home, call.input.id)
    return part_names(call, row.facts or array {})
  end,
}
