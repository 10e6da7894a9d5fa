-- Opens a draft: of a new assessment, or of one that takes another's place.
local here = require "lib.here"
local replacing = require "lib.replacing"
local scales = require "lib.scales"
local scoring = require "lib.scoring"
local standing = require "lib.standing"
local tell = require "lib.tell"

local about = { "edition", "provider", "relation", "contact", "place", "note", "supersedes", "why" }

-- `entry`: resident, standard, base_date, and what else is known of it. `old`: the row of
-- the assessment that it corrects, whose answers it begins with.
return function(call, home, entry, old)
  local ready, fault = scales.find(entry.standard, entry.edition, entry.base_date)
  if not ready then scoring.refuse { fault } end
  if entry.base_date > call.today then
    refuse("base_date", "future", "评估基准日期还没有到。", "The base date has not come yet.")
  end
  here.check_day(home, entry.resident, entry.base_date, "base_date")
  replacing.check(home, entry)
  for _, open in ipairs(home.find("draft", { resident = entry.resident,
    standard = entry.standard, state = "open" })) do
    refuse("resident", "drafted", "这位老人已经有这个量表的草稿（" .. open.id .. "）。请接着填，或先放弃它。",
      "There is a draft (" .. open.id .. ") of this scale. Go on with it, or drop it first.")
  end
  if refused() then stop() end

  local before = standing.of(home, entry.resident, entry.standard)
  local row = { resident = entry.resident, standard = entry.standard,
    base_date = entry.base_date, answers = {}, version = 1, began_by = call.person.name,
    changed = call.now, state = "open",
    reason = entry.reason or (before and "routine" or "first") }
  for _, name in ipairs(about) do row[name] = entry[name] end
  row.edition = ready.scale.edition
  if old and old.edition == row.edition then
    for name, value in pairs(scoring.form(old.form)) do row[name] = value end
  end
  tell(home, entry.resident, "draft")
  return home.insert("draft", row)
end
