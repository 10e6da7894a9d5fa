local fields = require "lib.fields"

return {
  zh = "历次自评", en = "Self-assessments", permission = "quality.read",
  columns = fields.of("id", "from", "to", "standard", "edition", "total", "level_name", "state",
    fields.make("by", "text", "自评人", "By"), fields.make("made", "instant", "自评时间", "Made"),
    "tone"),
  sql = [[
    select a.id, a."from", a."to", a.standard, a.edition, a.total, a.level || '' as level_name,
      iif(n.id is null, 'valid', 'superseded') as state, a.by, a.made,
      iif(n.id is null, 'free', 'away') as tone
    from quality_assessment a left join quality_assessment n on n.supersedes = a.id
    order by a."to" desc, a.id desc ]],
}
