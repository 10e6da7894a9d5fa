-- One row of the table of items. The same code may come again with other words or
-- points: it is put right. That all sums are right is looked at when all are in.
local edition_of = require "lib.edition"
local fields = require "lib.fields"

return {
  zh = "登记评定细项", en = "Record an item", permission = "quality.assess",
  input = fields.of("standard", "edition", "part", "code", "name", "points", "fact", "effort"),
  output = fields.of("id"),
  run = function(call, home)
    local input = call.input
    local edition = edition_of(call, input.standard, call.today, input.edition)
    local row = { standard = edition.standard, edition = edition.edition, part = input.part,
      code = input.code, name = input.name, points = input.points, fact = input.fact,
      effort = input.effort }
    local known = home.find("item", { standard = row.standard, edition = row.edition,
      code = row.code })[1]
    if not known then return { id = home.insert("item", row) } end
    row.fact, row.effort = row.fact or null, row.effort or null
    home.update("item", known.id, row)
    return { id = known.id }
  end,
}
