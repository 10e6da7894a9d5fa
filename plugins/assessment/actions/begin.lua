-- Opens a draft.
local fields = require "lib.fields"
local replacing = require "lib.replacing"
local scales = require "lib.scales"
local scoring = require "lib.scoring"
local standing = require "lib.standing"
local tell = require "lib.tell"

return {
  zh = "开始评估", en = "Begin an assessment", permission = "assessment.assess",
  subject = "resident",
  input = fields.of("resident", "standard!", "base_date", "reason", "provider", "relation",
    "contact", "place", "note", "edition", "supersedes", "why"),
  output = fields.of({ name = "draft", type = "id", zh = "草稿", en = "Draft" }),
  run = function(call, home)
    local input = call.input
    local day = input.base_date or call.today
    local ready, fault = scales.find(input.standard, input.edition, day)
    if not ready then scoring.refuse { fault } end
    if day > call.today then
      refuse("base_date", "future", "评估基准日期还没有到。", "The base date has not come yet.")
    end
    replacing.check(home, { resident = input.resident, standard = input.standard,
      base_date = day, supersedes = input.supersedes, why = input.why })
    for _, open in ipairs(home.find("draft", { resident = input.resident,
      standard = input.standard, state = "open" })) do
      refuse("resident", "drafted", "这位老人已经有这个量表的草稿（" .. open.id .. "）。请接着填，或先放弃它。",
        "There is a draft (" .. open.id .. ") of this scale. Go on with it, or drop it first.")
    end
    if refused() then stop() end

    local before = standing.of(home, input.resident, input.standard)
    tell(home, input.resident, "draft")
    return { draft = home.insert("draft", {
      resident = input.resident, standard = input.standard, edition = ready.scale.edition,
      base_date = day, reason = input.reason or (before and "routine" or "first"), answers = {},
      provider = input.provider, relation = input.relation, contact = input.contact,
      place = input.place, note = input.note, supersedes = input.supersedes, why = input.why,
      version = 1, began_by = call.person.name, changed = call.now, state = "open",
    }) }
  end,
}
