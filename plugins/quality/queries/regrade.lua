-- A kept self-assessment under an edition of now: the same answer each time,
-- beside what was kept.
local fields = require "lib.fields"
local kept = require "lib.kept"
local edition_of = require "lib.edition"

return {
  zh = "按另一版本重算", en = "Grade again", permission = "quality.read", single = true,
  input = fields.of({ name = "id", type = "ref", to = "assessment", required = true, zh = "自评",
    en = "Self-assessment" }, "edition"),
  columns = fields.of("id", "standard", "edition", "total", "rates", "level", "short_of",
    fields.make("kept_edition", "text", "原版本", "Edition then"),
    fields.make("kept_level", "integer", "原等级", "Level then")),
  run = function(call, home)
    local row = kept(home, call.input.id)
    local edition = edition_of(call, row.standard, row.to, call.input.edition)
    local result = call.rules.grade(edition, row.scores, row.bases)
    return { id = row.id, standard = row.standard, edition = edition.edition,
      total = result.total, rates = result.rates, level = result.level,
      short_of = result.short_of, kept_edition = row.edition, kept_level = row.level }
  end,
}
