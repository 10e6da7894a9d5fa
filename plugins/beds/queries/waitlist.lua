local columns = require "lib.columns"
local kept = require "lib.kept"
local placing = require "lib.placing"
local proposal = require "lib.proposal"
local queue_of = require "lib.queue"

-- Where all free beds are kept for others, that is among the reasons.
local function tell_kept(call, home, queue)
  local keep = kept.of(call, home)
  local house = keep and placing.house(home)
  for _, each in ipairs(keep and queue or {}) do
    placing.time(call, each, proposal.time(call, each))
    kept.tell(call, each, house, keep, { kept = 0, others = 0 })
    if each.kept and each.kept.left <= 0 then
      table.insert(each.reasons, { code = "kept", zh = each.kept.zh, en = each.kept.en })
    end
  end
end

return {
  zh = "轮候名单", en = "Waiting list", permission = "beds.read",
  input = {},
  columns = columns.of(
    { name = "place", type = "integer", zh = "名次", en = "Place" },
    "application", "resident", "resident_name", "sex", "age", "care_level",
    { name = "rank", type = "integer", zh = "位次", en = "Rank" },
    { name = "group", type = "text", zh = "类别", en = "Group" },
    { name = "applied", type = "instant", zh = "申请时间", en = "Applied" },
    { name = "wanted", type = "date", zh = "希望入住", en = "Wanted from" },
    "purpose", "kind", "class",
    { name = "reasons", type = "json", zh = "理由", en = "Reasons" },
    { name = "standard", type = "text", zh = "依据", en = "Standard" },
    "tone", "actions"),
  run = function(call, home)
    local queue, rows = queue_of(call, home), array {}
    tell_kept(call, home, queue)
    for i, each in ipairs(queue) do
      rows[i] = {
        place = i, application = each.application, resident = each.resident, resident_name
        = each.resident_name,
        sex = each.sex, age = each.age, care_level = each.care_level, rank = each.rank,
        group = each.group, applied = each.applied, wanted = each.wanted,
        purpose = each.purpose, kind = each.kind, class = each.class, reasons = each.reasons,
        standard = each.standard,
        tone = each.group == "tekun" and "alarm" or "plain",
        actions = array { "assign", "reserve", "withdraw" },
      }
    end
    return rows
  end,
}
