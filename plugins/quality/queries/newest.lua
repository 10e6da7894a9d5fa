-- The self-assessment that counts: the latest period's, not superseded.
local fields = require "lib.fields"

return {
  zh = "最近一次自评", en = "The newest self-assessment", permission = "quality.read",
  columns = fields.of("id", "from", "to", "standard", "edition",
    fields.make("scores", "json", "得分", "Scores"), fields.make("bases", "json", "适用分", "Of"),
    fields.make("evidence", "json", "依据", "Evidence"), "total"),
  sql = [[
    select a.id, a."from", a."to", a.standard, a.edition, a.scores, a.bases, a.evidence, a.total
    from quality_assessment a
    where not exists (select 1 from quality_assessment n where n.supersedes = a.id)
    order by a."to" desc, a.id desc limit 1 ]],
}
