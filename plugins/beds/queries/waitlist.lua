local columns = require "lib.columns"
local queue_of = require "lib.queue"

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
    local rows = array {}
    for i, each in ipairs(queue_of(call, home)) do
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
