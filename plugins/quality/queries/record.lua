-- One self-assessment, part by part: what is shown for it and what is claimed.
local claimed_of = require "lib.claimed"
local fields = require "lib.fields"
local kept = require "lib.kept"

local function parts_of(call, home, row)
  local rows, claimed = array {}, claimed_of(home, row)
  for _, edition in ipairs(call.data.editions) do
    if edition.standard == row.standard and edition.edition == row.edition then
      for i, part in ipairs(edition.parts) do
        local shown = row.evidence[part.part]
        rows[i] = { name = part.zh, score = row.scores[part.part], base = row.bases[part.part],
          rate = decimal.div(tostring(row.scores[part.part] * 100),
            tostring(row.bases[part.part]), 2),
          evidence = shown and tostring(shown) or nil, claimed = claimed[part.part] }
      end
    end
  end
  return rows
end

return {
  zh = "自评", en = "Self-assessment", permission = "quality.read", single = true,
  input = { { name = "id", type = "ref", to = "assessment", required = true, zh = "自评",
    en = "Self-assessment" } },
  columns = fields.of("id", "standard", "edition", "from", "to", "total", "level_name", "blocked",
    fields.make("by", "text", "自评人", "By"), fields.make("made", "instant", "自评时间", "Made"),
    fields.make("supersedes", "integer", "取代", "Supersedes"), "note",
    fields.make("parts", "list", "各部分", "Parts", { of = { type = "object", fields = {
      fields.make("name", "text", "部分", "Part"), fields.make("score", "integer", "得分", "Score"),
      fields.make("base", "integer", "适用分", "Of"),
      fields.make("rate", "decimal", "得分率（%）", "Rate (%)", { scale = 2 }),
      fields.make("evidence", "text", "依据", "Evidence", { max = 1000 }),
      fields.make("claimed", "boolean", "只有自述，没有依据", "Claimed, nothing to show") } } })),
  run = function(call, home)
    local row = kept(home, call.input.id)
    row.level_name = tostring(row.level)
    row.parts = parts_of(call, home, row)
    return { id = row.id, standard = row.standard, edition = row.edition, from = row.from,
      to = row.to, total = row.total, level_name = row.level_name, blocked = row.blocked,
      by = row.by, made = row.made, supersedes = row.supersedes, note = row.note,
      parts = row.parts }
  end,
}
